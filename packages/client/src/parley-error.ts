import type { ErrorCode, FieldError } from '@parley/contracts/errors'

interface ErrorDetails {
  status?: number | undefined
  errors?: FieldError[] | undefined
  retryAfter?: number | undefined
}

/**
 * What any failed request rejects with. `code` is the app's stable word, or `network_error` when no answer came;
 * `status` is the HTTP status of REST requests; `retryAfter` is in seconds.
 */
export class ParleyError extends Error {
  readonly code: ErrorCode | 'network_error'
  readonly status: number | undefined
  readonly errors: FieldError[]
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode | 'network_error', message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'ParleyError'
    this.code = code
    this.status = details.status
    this.errors = details.errors ?? []
    this.retryAfter = details.retryAfter
  }
}
