import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createDatabase, type TestDatabase } from '@parley/embedded-postgres/test-database'
import pg from 'pg'
import { inject } from 'vitest'
import { applyMigration } from '../../../src/config/migrate.ts'

/** A database with nothing in it, not even tables. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase(inject('postgresUrl'), 'template0')
}

/** A database as a new instance finds it after its first start. */
export function createMigratedDatabase(): Promise<TestDatabase> {
  return createDatabase(inject('postgresUrl'), inject('templateDatabase'))
}

/** A database of the oldest version, with somebody in it who has talked in some channels. */
export async function createOldDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase()
  const [first] = await listMigrations()
  await withClient(database, async (client) => {
    await applyMigration(client, first ?? '')
    await addUser(client, 1)
    await client.query(`
      INSERT INTO messages (channel_id, id, seq, author_id, content, nonce, created_at, deleted_at)
      SELECT channel, channel * 100 + seq, seq, 1, 'seq ' || seq, nullif('nonce ' || seq, 'nonce 2'), now(),
        CASE seq WHEN 3 THEN now() END
      FROM generate_series(1, 50) AS channel, generate_series(1, 4) AS seq`)
  })
  return database
}

/** The names of the migrations there are, oldest first. */
export async function listMigrations(): Promise<string[]> {
  const entries = await readdir(join(import.meta.dirname, '../../../../../prisma/migrations'), { withFileTypes: true })
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()
}

export async function withClient<Result>({ url }: TestDatabase, work: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}

export async function addUser(client: pg.ClientBase, id: number): Promise<void> {
  await client.query(
    `INSERT INTO users (id, email, username, display_name, password_hash) VALUES ($1, $2, $3, $3, 'none')`,
    [id, `user${id}@example.org`, `user${id}`],
  )
}

/** As a version would leave it that is not written yet. */
export async function makeNewer(database: TestDatabase): Promise<void> {
  await withClient(database, (client) =>
    client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
       VALUES (gen_random_uuid(), '', '99990101000000_from_the_future', now())`,
    ),
  )
}
