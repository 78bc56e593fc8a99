import type { NextFunction, Request, Response } from 'express'
import { AppError, toAppError, toProblem } from '../lib/errors.ts'

/** What express and its parsers throw, as the errors of the contract. */
function fromExpress(error: unknown): unknown {
  if (error instanceof AppError) return error
  const { type, code, status } = error as { type?: string; code?: string; status?: number }
  if (code === 'EBADCSRFTOKEN') return new AppError('csrf_failed')
  if (type === 'entity.too.large') return new AppError('payload_too_large')
  if (status !== undefined && status >= 400 && status < 500) return new AppError('malformed_request', { cause: error })
  return error
}

/** The one place where a failure becomes an answer: a problem document that says no more than it may. */
export function handleError(thrown: unknown, request: Request, response: Response, next: NextFunction): void {
  const error = toAppError(fromExpress(thrown))
  // What was refused on purpose is no news.
  if (error.status >= 500 && error !== thrown) request.log?.error({ err: thrown }, error.code)
  if (response.headersSent) {
    next(thrown)
    return
  }
  if (error.retryAfter !== undefined) response.set('retry-after', String(error.retryAfter))
  response
    .status(error.status)
    .type('application/problem+json')
    .send(JSON.stringify(toProblem(error)))
}

/** For what no route has answered. */
export function handleNotFound(): never {
  throw new AppError('not_found')
}
