import type { ServerDetail } from '@parley/contracts/server'
import type { Author } from '@parley/contracts/user'
import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query'
import { keys } from '../../realtime/query-keys.ts'
import type { MemberPages } from '../../realtime/server-cache.ts'
import { userQuery } from '../user/user-queries.ts'

/** Somebody who is in the cache already, as a member, a participant or an author. */
export function findKnownUser(queryClient: QueryClient, userId: string): Author | undefined {
  const cached = queryClient.getQueryData(keys.user(userId))
  if (cached) return cached
  for (const { participants } of queryClient.getQueryData(keys.conversations) ?? []) {
    const participant = participants.find(({ id }) => id === userId)
    if (participant) return participant
  }
  for (const [, server] of queryClient.getQueriesData<ServerDetail>({ queryKey: ['server'] })) {
    const member = server?.members.find((candidate) => candidate.userId === userId)
    if (member) return member.user
  }
  for (const [, data] of queryClient.getQueriesData<MemberPages>({ queryKey: ['members'] })) {
    for (const { members } of data?.pages ?? []) {
      const member = members.find((candidate) => candidate.userId === userId)
      if (member) return member.user
    }
  }
  return undefined
}

/** Names of people, asked for where they are not known yet; unknown ones are left out meanwhile. */
export function useDisplayNames(userIds: readonly string[]): string[] {
  const queryClient = useQueryClient()
  const known = userIds.map((id) => findKnownUser(queryClient, id))
  const results = useQueries({
    queries: userIds.map((id, index) => ({ ...userQuery(id), enabled: known[index] === undefined })),
  })
  return userIds.flatMap((_, index) => {
    const user = known[index] ?? results[index]?.data
    return user ? [user.displayName] : []
  })
}
