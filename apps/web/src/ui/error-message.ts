import { ParleyError } from '@parley/client/parley-error'

/** What to tell a person about a failed request: what happened, and what to do about it. */
export function describeError(error: unknown): string {
  if (!(error instanceof ParleyError)) return 'Something went wrong. Please try again.'
  switch (error.code) {
    case 'network_error':
      return 'Parley can’t be reached right now. Check your connection and try again.'
    case 'rate_limited':
      return `That was a bit fast. Try again ${waiting(error.retryAfter)}.`
    case 'overloaded':
    case 'unavailable':
      return 'Parley is busy right now. Try again in a moment.'
    case 'internal_error':
      return 'Something went wrong on our side. Please try again.'
    case 'invalid_credentials':
      return 'That email and password do not go together. Check both and try again.'
    case 'email_taken':
      return 'There is an account with this email already. Sign in instead, or use another email.'
    case 'username_taken':
      return 'Somebody has this username already. Try another one.'
    case 'unauthenticated':
      return 'You are signed out. Sign in again to go on.'
    case 'forbidden':
      return 'You are not allowed to do that.'
    case 'not_found':
      return 'That does not exist any more, or you cannot see it.'
    case 'csrf_failed':
    case 'origin_not_allowed':
      return 'Your browser and Parley disagree about this page. Reload it and try again.'
    case 'validation_failed':
      return error.errors[0]?.message ?? 'Some of that is not valid.'
    default:
      return `${error.message.replace(/\.$/, '')}.`
  }
}

function waiting(seconds: number | undefined): string {
  if (seconds === undefined || seconds <= 1) return 'in a moment'
  return seconds < 90 ? `in ${Math.ceil(seconds)} seconds` : `in ${Math.ceil(seconds / 60)} minutes`
}
