import type { SelfUser } from '@parley/contracts/user'
import { keepPreviousData, queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { keys } from '../../realtime/query-keys.ts'

/** The signed-in user; fails with `unauthenticated` when there is none. */
export const selfQuery = queryOptions({ queryKey: keys.self, queryFn: () => api.getSelf() })

/** Another user's public profile. */
export const userQuery = (userId: string) =>
  queryOptions({ queryKey: keys.user(userId), queryFn: () => api.getUser({ params: { userId } }) })

/** Servers that one shares with somebody. Asked for each time: no event tells of servers that others join elsewhere. */
export const mutualServersQuery = (userId: string) =>
  queryOptions({
    queryKey: keys.mutualServers(userId),
    queryFn: () => api.listMutualServers({ params: { userId } }),
    staleTime: 10_000,
  })

/** People whose name has the text in it; those found for the text before it stay while more is typed. */
export const userSearchQuery = (text: string) =>
  queryOptions({
    queryKey: ['user-search', text],
    queryFn: () => api.searchUsers({ query: { q: text } }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    staleTime: 10_000,
  })

/** The signed-in user, on pages behind the guard, which has loaded it. */
export function useSelf(): SelfUser {
  return useSuspenseQuery(selfQuery).data
}
