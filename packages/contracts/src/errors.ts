import { z } from 'zod'

/** Every error code a client can meet, with its HTTP status and the title shown when there is no better sentence. */
export const errorCatalogue = {
  validation_failed: { status: 400, title: 'The request is not valid' },
  malformed_request: { status: 400, title: 'The request could not be read' },
  image_invalid: { status: 400, title: 'This is not a picture that can be used' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  invalid_credentials: { status: 401, title: 'Email or password is wrong' },
  invalid_token: { status: 401, title: 'The token is not valid any more' },
  forbidden: { status: 403, title: 'You may not do that' },
  csrf_failed: { status: 403, title: 'The CSRF token is missing or wrong' },
  not_found: { status: 404, title: 'Not found' },
  email_taken: { status: 409, title: 'An account with this email exists already' },
  username_taken: { status: 409, title: 'This username is taken' },
  already_member: { status: 409, title: 'You are a member already' },
  owner_cannot_leave: { status: 409, title: 'The owner cannot leave; delete the server instead' },
  joined_elsewhere: { status: 409, title: 'You are in a call on another device' },
  edited_meanwhile: { status: 409, title: 'The message has been edited meanwhile' },
  limit_reached: { status: 409, title: 'There are as many of these as there may be' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  rate_limited: { status: 429, title: 'Too many requests; slow down' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  forwarder_full: { status: 503, title: 'Large calls have no room for anybody else right now' },
  overloaded: { status: 503, title: 'Too busy right now; try again' },
  unavailable: { status: 503, title: 'Temporarily unavailable; try again' },
} as const

export type ErrorCode = keyof typeof errorCatalogue

export const errorCodes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]

export const fieldError = z.object({ path: z.string(), message: z.string() })
export type FieldError = z.infer<typeof fieldError>

/** REST errors, as `application/problem+json` (RFC 9457) with our stable `code`. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(errorCodes),
    errors: z.array(fieldError).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problem>

/** The same error as a socket acknowledgement carries it. `retryAfter` is in seconds. */
export const socketError = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  errors: z.array(fieldError).optional(),
  retryAfter: z.number().optional(),
})
export type SocketError = z.infer<typeof socketError>
