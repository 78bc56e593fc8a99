import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { OperatorError } from '../lib/operator-error.ts'
import { projectRoot } from './env.ts'
import { PrimaryClient } from './primary.ts'

/** The advisory lock that Prisma's own `migrate deploy` takes. */
export const PRISMA_MIGRATE_LOCK = 72_707_369

const migrationsDir = join(projectRoot, 'prisma/migrations')

/**
 * Applies what `prisma/migrations` has and the database has not, each in a transaction, as `prisma migrate deploy`
 * would and into the same table, so that both agree on what is done. Instances that start together take turns.
 * @param before is awaited before the first, when there is any to apply
 * @returns the names of the migrations applied
 * @throws OperatorError when the database has migrations this version does not know
 */
export async function migrate(databaseUrl: string, before = async (_pending: string[]) => {}): Promise<string[]> {
  const client = new PrimaryClient({ connectionString: databaseUrl, options: '-c TimeZone=UTC' })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_MIGRATE_LOCK])
    const pending = await findPending(await readApplied(client))
    if (pending.length > 0) await before(pending)
    for (const name of pending) {
      await client.query('BEGIN')
      try {
        await applyMigration(client, name)
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      }
    }
    return pending
  } finally {
    await client.end()
  }
}

/** The migrations a database has not, oldest first. @throws OperatorError when it was made by a newer version */
export async function listPendingMigrations(databaseUrl: string): Promise<string[]> {
  const client = new PrimaryClient({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await findPending(await readApplied(client))
  } finally {
    await client.end()
  }
}

/** The names of the migrations a database has, oldest first. */
export async function readApplied(client: pg.ClientBase): Promise<string[]> {
  const { rows: found } = await client.query(`SELECT to_regclass('_prisma_migrations') AS name`)
  if (found[0].name === null) return []
  const { rows } = await client.query<{ migration_name: string }>(
    `SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
     ORDER BY migration_name`,
  )
  return rows.map((row) => row.migration_name)
}

/**
 * What this version has and `applied` has not, oldest first.
 * @throws OperatorError when it is the other way around
 */
export async function findPending(applied: string[], what = 'The database'): Promise<string[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true })
  const known = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const unknown = applied.find((name) => !known.includes(name))
  if (unknown) {
    throw new OperatorError(
      `${what} was made by a newer Parley (it has the migration ${unknown}); use that version instead.`,
    )
  }
  return known.filter((name) => !applied.includes(name)).sort()
}

/** Applies one migration and notes it, in the transaction that is open. */
export async function applyMigration(client: pg.ClientBase, name: string): Promise<void> {
  const sql = await readFile(join(migrationsDir, name, 'migration.sql'), 'utf8')
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`)
  await client.query(sql)
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), 1)`,
    [randomUUID(), createHash('sha256').update(sql).digest('hex'), name],
  )
}
