import { useMutation } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { leaveSession } from '../../app/session.ts'
import { toastError } from '../../ui/toaster.tsx'

/** Ends the session and goes to the sign-in page. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => api.logout(),
    onSuccess: () => leaveSession('logout'),
    onError: (error) => toastError(error),
  })
}
