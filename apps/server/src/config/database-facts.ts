import { DEAD_LETTERS } from './job-queue.ts'
import { findPending, readApplied } from './migrate.ts'
import { PrimaryClient } from './primary.ts'

/** What decides whether a database will do. */
export interface DatabaseFacts {
  /** Such as 180004 for 18.4. */
  version: number
  versionName: string
  encoding: string
  isDurable: boolean
  maxConnections: number
  /** Its clock. */
  now: Date
  /** Undefined before the first message. */
  newestMessageId: string | undefined
  /** Jobs that have failed for good. */
  deadLetters: number
  /** The migrations it has not. */
  pending: string[]
}

const COUNT_DEAD_LETTERS = `SELECT count(*)::int AS count FROM pgboss.job WHERE name = '${DEAD_LETTERS}' AND state = 'created'`

/** @throws OperatorError when the database was made by a newer version */
export async function readDatabaseFacts(url: string): Promise<DatabaseFacts> {
  const client = new PrimaryClient({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS "versionName",
         current_setting('server_encoding') AS encoding, clock_timestamp() AS now,
         current_setting('max_connections')::int AS "maxConnections",
         current_setting('fsync')::bool AND current_setting('full_page_writes')::bool
           AND current_setting('synchronous_commit') <> 'off' AS "isDurable"`,
    )
    const applied = await readApplied(client)
    const pending = await findPending(applied)
    const dead = pending.length > 0 ? undefined : await client.query(COUNT_DEAD_LETTERS)
    const newest = applied.length > 0 ? await client.query('SELECT max(id) AS id FROM messages') : undefined
    return {
      ...rows[0],
      newestMessageId: newest?.rows[0].id ?? undefined,
      deadLetters: dead?.rows[0].count ?? 0,
      pending,
    }
  } finally {
    await client.end()
  }
}
