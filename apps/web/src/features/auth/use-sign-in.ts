import type { SelfUser } from '@parley/contracts/user'
import { useQueryClient } from '@tanstack/react-query'
import { homePath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { keys } from '../../realtime/query-keys.ts'

/** What follows a successful sign-in or sign-up: remember who it is, go where they were going. */
export function useSignIn(next = homePath) {
  const queryClient = useQueryClient()
  return (self: SelfUser) => {
    // An invite seen before signing in did not know who was looking.
    queryClient.removeQueries({ queryKey: ['invite'] })
    queryClient.setQueryData(keys.self, self)
    void navigate(next, { replace: true })
  }
}
