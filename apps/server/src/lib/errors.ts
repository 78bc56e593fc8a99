import {
  type ErrorCode,
  errorCatalogue,
  type FieldError,
  type Problem,
  type SocketError,
} from '@parley/contracts/errors'

interface AppErrorOptions {
  /** A sentence for the person, where the catalogue's title says too little. Never an internal message. */
  detail?: string
  errors?: FieldError[]
  /** Seconds until another try makes sense. */
  retryAfter?: number
  cause?: unknown
}

/** An expected failure: a stable code that every door translates into its own form of answer. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly errors: FieldError[] | undefined
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.detail ?? errorCatalogue[code].title, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.errors = options.errors
    this.retryAfter = options.retryAfter
  }

  get status(): number {
    return errorCatalogue[this.code].status
  }
}

/**
 * Of PostgreSQL: connection exceptions, too few resources (connections, memory, disk), shutting down, starting up,
 * statement timeout, and a primary that has become a replica.
 */
const connectionErrorState = /^(08|53|57)[\dA-Z]{3}$|^25006$/
const connectionErrorCodes = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  // Prisma: cannot reach, timed out, closed, too many connections.
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2037',
  // Prisma: no transaction in time, a write conflict or deadlock.
  'P2028',
  'P2034',
])
const connectionErrorText =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (has encountered a connection error|was closed)|socket hang up|Server has closed the connection|The client is (?:offline|closed)|Socket closed unexpectedly|the database system is (starting up|shutting down|in recovery mode)/i

/** Whether an error means that PostgreSQL or Redis could not be reached or did not answer, rather than that the query was wrong. */
export function isConnectionError(error: unknown): boolean {
  for (let depth = 0; depth < 6 && typeof error === 'object' && error !== null; depth++) {
    const { code, originalCode, message, cause, errors, meta } = error as Record<string, unknown>
    if ([code, originalCode].some(isConnectionErrorCode)) return true
    if (typeof message === 'string' && connectionErrorText.test(message)) return true
    if (Array.isArray(errors) && errors.some(isConnectionError)) return true
    // Prisma keeps what PostgreSQL said there.
    error = cause ?? (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError
  }
  return false
}

/** Prisma: required record, foreign key. PostgreSQL: foreign key. */
const missingRowCodes = new Set(['P2025', 'P2003', '23503'])

/** Whether an error means that a row which an operation depends on has been deleted while that was under way. */
function isMissingRow(error: unknown): boolean {
  return missingRowCodes.has(String((error as { code?: unknown } | null)?.code))
}

function isConnectionErrorCode(code: unknown): boolean {
  return typeof code === 'string' && (connectionErrorState.test(code) || connectionErrorCodes.has(code))
}

/** Any thrown value as the error that may be shown: unknown ones become `internal_error` and say nothing of themselves. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isMissingRow(error)) return new AppError('not_found', { cause: error })
  if (isConnectionError(error)) return new AppError('unavailable', { retryAfter: 2, cause: error })
  return new AppError('internal_error', { cause: error })
}

/** The body of a failed REST request (RFC 9457). */
export function toProblem(error: AppError): Problem {
  return {
    type: `urn:parley:error:${error.code}`,
    title: errorCatalogue[error.code].title,
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.errors && { errors: error.errors }),
  }
}

/** The error of a failed socket event. */
export function toSocketError(error: AppError): SocketError {
  return {
    code: error.code,
    message: error.message,
    ...(error.errors && { errors: error.errors }),
    ...(error.retryAfter && { retryAfter: error.retryAfter }),
  }
}
