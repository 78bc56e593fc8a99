import { isConnectionError } from '../lib/errors.ts'
import { OperatorError } from '../lib/operator-error.ts'
import { describeServers, serverUrls } from './database-url.ts'

/** Codes of PostgreSQL for a wrong password, role or database, and of the resolver for a wrong host. */
const refusals = ['28P01', '28000', '3D000', 'ENOTFOUND', 'EAI_AGAIN']

/** What to tell the operator when the database cannot be used; any other error is returned as it is. */
export function explainDatabaseError(url: string, error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string }
  if (error instanceof OperatorError || !(isConnectionError(error) || refusals.includes(String(code)))) return error
  const database = new URL(serverUrls(url)[0] ?? '').pathname.slice(1)
  return new OperatorError(
    `The database ${database} at ${describeServers(url)} cannot be used (${message || code}); check DATABASE_URL.`,
    { cause: error },
  )
}
