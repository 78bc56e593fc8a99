import type { SelfUser } from '@parley/contracts/user'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { keys } from '../../realtime/query-keys.ts'

/** The signed-in user; fails with `unauthenticated` when there is none. */
export const selfQuery = queryOptions({ queryKey: keys.self, queryFn: () => api.getSelf() })

/** Another user's public profile. */
export const userQuery = (userId: string) =>
  queryOptions({ queryKey: keys.user(userId), queryFn: () => api.getUser({ params: { userId } }) })

/** The signed-in user, on pages behind the guard, which has loaded it. */
export function useSelf(): SelfUser {
  return useSuspenseQuery(selfQuery).data
}
