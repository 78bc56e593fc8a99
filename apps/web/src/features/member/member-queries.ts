import { limits } from '@parley/contracts/limits'
import type { ServerDetail } from '@parley/contracts/server'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { keys } from '../../realtime/query-keys.ts'
import type { MemberPages } from '../../realtime/server-cache.ts'
import { serverQuery } from '../server/server-queries.ts'

/** A server's members, in pages as large as the app gives. Those of a small server have come with the server itself. */
export function useMembers(serverId: string) {
  const { data: server } = useQuery(serverQuery(serverId))
  return useInfiniteQuery({
    queryKey: keys.members(serverId),
    queryFn: ({ pageParam }) =>
      api.listMembers({
        params: { serverId },
        query: { limit: String(limits.memberPageSizeMax), after: pageParam },
      }),
    initialData: () => server && allMembersOf(server),
    enabled: server !== undefined,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ members, hasMore }) => (hasMore ? members.at(-1)?.userId : undefined),
  })
}

function allMembersOf({ members, hasMoreMembers }: ServerDetail): MemberPages | undefined {
  return hasMoreMembers ? undefined : { pages: [{ members, hasMore: false }], pageParams: [undefined] }
}
