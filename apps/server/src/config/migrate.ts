import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { ConfigurationError, projectRoot } from './env.ts'

/** The advisory lock that Prisma's own `migrate deploy` takes. */
const PRISMA_MIGRATE_LOCK = 72_707_369

const migrationsDir = join(projectRoot, 'prisma/migrations')

/**
 * Applies what `prisma/migrations` has and the database has not, each in a transaction, as `prisma migrate deploy`
 * would and into the same table, so that both agree on what is done. Instances that start together take turns.
 * @returns the names of the migrations applied
 * @throws ConfigurationError when the database has migrations this version does not know
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c TimeZone=UTC' })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_MIGRATE_LOCK])
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
      migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
      started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`)
    const { rows } = await client.query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    const applied = new Set(rows.map((row) => row.migration_name))
    const known = (await readdir(migrationsDir, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
    const unknown = [...applied].find((name) => !known.includes(name))
    if (unknown) {
      throw new ConfigurationError(
        `The database was made by a newer Parley (it has the migration ${unknown}); start that version instead.`,
      )
    }
    const pending = known.filter((name) => !applied.has(name))
    for (const name of pending) await applyMigration(client, name)
    return pending
  } finally {
    await client.end()
  }
}

async function applyMigration(client: pg.Client, name: string): Promise<void> {
  const sql = await readFile(join(migrationsDir, name, 'migration.sql'), 'utf8')
  const checksum = createHash('sha256').update(sql).digest('hex')
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
