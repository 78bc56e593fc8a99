import { limits } from '@parley/contracts/limits'
import type { Member, MemberPage, ServerDetail } from '@parley/contracts/server'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { api } from '../../app/api.ts'
import { keys } from '../../realtime/query-keys.ts'
import type { MemberPageParam, MemberPages } from '../../realtime/server-cache.ts'
import { serverQuery } from '../server/server-queries.ts'

const first: MemberPageParam = { status: 'online' }

/** So many are fetched unasked, so that they are in order and can be searched; more on scrolling. */
const EAGER = 10_000

/** A server's members as they come, and a way to have more of them. */
export function useMembers(serverId: string) {
  const query = useMemberPages(serverId)
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const members = useMemo(() => (data ? membersIn(data.pages) : []), [data])
  const wantsMore = hasNextPage && !isFetching && !isFetchNextPageError
  useEffect(() => {
    if (wantsMore && members.length < EAGER) void fetchNextPage()
  }, [wantsMore, members.length, fetchNextPage])
  const fetchMore = () => {
    if (wantsMore) void fetchNextPage()
  }
  return { query, members, fetchMore }
}

/**
 * A server's members, in pages as large as the app gives: those who are online before everybody, who are then in it
 * again. All of a small server have come with the server itself.
 */
function useMemberPages(serverId: string) {
  const { data: server } = useQuery(serverQuery(serverId))
  return useInfiniteQuery({
    queryKey: keys.members(serverId),
    queryFn: ({ pageParam }) =>
      api.listMembers({ params: { serverId }, query: { limit: String(limits.memberPageSizeMax), ...pageParam } }),
    initialData: () => server && allMembersOf(server),
    enabled: server !== undefined,
    initialPageParam: first,
    getNextPageParam: ({ members, hasMore }, _, param): MemberPageParam | undefined => {
      if (hasMore) return { ...param, after: members.at(-1)?.userId }
      return param.status === 'online' ? {} : undefined
    },
  })
}

function allMembersOf({ members, hasMoreMembers }: ServerDetail): MemberPages | undefined {
  return hasMoreMembers ? undefined : { pages: [{ members, hasMore: false }], pageParams: [{}] }
}

/** Everybody in the pages, once. */
function membersIn(pages: readonly MemberPage[]): Member[] {
  const members = new Map<string, Member>()
  // Where somebody is in two pages, the first is the one that events keep up to date.
  for (const page of pages)
    for (const member of page.members) if (!members.has(member.userId)) members.set(member.userId, member)
  return [...members.values()]
}
