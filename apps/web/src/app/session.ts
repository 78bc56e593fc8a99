import { t } from '@lingui/core/macro'
import { ParleyError } from '@parley/client/parley-error'
import type { SessionEndReason } from '@parley/contracts/events'
import type { QueryClient } from '@tanstack/react-query'
import { keys } from '../realtime/query-keys.ts'
import { ownPath } from './own-path.ts'
import { loginPath } from './paths.ts'

export type SessionEnd = Exclude<SessionEndReason, 'slow_consumer'>

const sentences: Record<SessionEnd, () => string> = {
  logout: () => t`You are signed out.`,
  revoked: () => t`This device was signed out from another one.`,
  password_changed: () => t`Your password was changed, so you were signed out here. Sign in with the new one.`,
  expired: () => t`You were signed out because you had been away for a while.`,
}

/** The plain sentence people read at the sign-in page after their session has ended. */
export function describeSessionEnd(reason: SessionEnd): string {
  return sentences[reason]()
}

export interface AuthSearch {
  /** Where to go after signing in. */
  next: string | undefined
  /** Why the session before this one ended. */
  ended: SessionEnd | undefined
}

/** What the address of a sign-in page says; anybody may have written it. */
export function readAuthSearch(search: string): AuthSearch {
  const params = new URLSearchParams(search)
  const ended = params.get('ended') ?? ''
  return {
    next: ownPath(params.get('next')),
    ended: Object.hasOwn(sentences, ended) ? (ended as SessionEnd) : undefined,
  }
}

let leaving = false

/**
 * Goes to the sign-in page by loading it anew, so that nothing of the old session is left in memory for the next person.
 * After signing out on purpose there is nothing to come back to.
 */
export function leaveSession(ended: SessionEnd): void {
  if (leaving) return
  leaving = true
  location.assign(loginPath({ ended, ...(ended !== 'logout' && { next: location.pathname + location.search }) }))
}

/** Whether an error says that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ParleyError && error.code === 'unauthenticated'
}

/** Leaves as soon as any request of a signed-in person is refused for lack of a session. */
export function leaveWhenRefused(queryClient: QueryClient): void {
  const check = (error: unknown) => {
    if (isSignedOut(error) && queryClient.getQueryData(keys.self)) leaveSession('expired')
  }
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') check(event.action.error)
  })
  queryClient.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') check(event.action.error)
  })
}
