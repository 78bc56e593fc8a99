import { plural, t } from '@lingui/core/macro'
import { ParleyError } from '@parley/client/parley-error'

/** What to tell a person about a failed request: what happened, and what to do about it. */
export function describeError(error: unknown): string {
  if (!(error instanceof ParleyError)) return t`Something went wrong. Please try again.`
  switch (error.code) {
    case 'network_error':
      return t`Parley can’t be reached right now. Check your connection and try again.`
    case 'rate_limited':
      return describeLimit(error.retryAfter)
    case 'overloaded':
    case 'unavailable':
      return t`Parley is busy right now. Try again in a moment.`
    case 'internal_error':
      return t`Something went wrong on our side. Please try again.`
    case 'invalid_credentials':
      return t`That email and password do not go together. Check both and try again.`
    case 'email_taken':
      return t`There is an account with this email already. Sign in instead, or use another email.`
    case 'username_taken':
      return t`Somebody has this username already. Try another one.`
    case 'unauthenticated':
      return t`You are signed out. Sign in again to go on.`
    case 'forbidden':
      return t`You are not allowed to do that.`
    case 'not_found':
      return t`That does not exist any more, or you cannot see it.`
    case 'edited_meanwhile':
      return t`This message has been edited elsewhere meanwhile.`
    case 'csrf_failed':
      return t`Your browser and Parley disagree about this page. Reload it and try again.`
    case 'image_invalid':
      return t`That picture cannot be used. Choose another one.`
    case 'payload_too_large':
      return t`That is too large to send.`
    case 'validation_failed':
      return error.errors[0]?.message ?? t`Some of that is not valid.`
    default:
      return `${error.message.replace(/\.$/, '')}.`
  }
}

function describeLimit(seconds: number | undefined): string {
  if (seconds === undefined || seconds <= 1) return t`That was a bit fast. Try again in a moment.`
  const minutes = Math.ceil(seconds / 60)
  return seconds < 90
    ? plural(Math.ceil(seconds), {
        one: 'That was a bit fast. Try again in # second.',
        other: 'That was a bit fast. Try again in # seconds.',
      })
    : plural(minutes, {
        one: 'That was a bit fast. Try again in # minute.',
        other: 'That was a bit fast. Try again in # minutes.',
      })
}
