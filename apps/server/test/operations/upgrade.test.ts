import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestDatabase } from '@parley/embedded-postgres/test-database'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCommand } from '../support/command.ts'
import { launch } from '../support/launch.ts'
import {
  createEmptyDatabase,
  createMigratedDatabase,
  createOldDatabase,
  listMigrations,
  makeNewer,
  withClient,
} from './support/databases.ts'

// Each step is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

let dataDir: string
let snapshots: string
let database: TestDatabase | undefined
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parley-upgrade-'))
  snapshots = join(dataDir, 'snapshots')
})
afterEach(async () => {
  await database?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Starts the app once on a database. */
async function startOn({ url }: TestDatabase, env: Record<string, string> = {}): Promise<void> {
  const app = await launch({ DATABASE_URL: url, PARLEY_DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', ...env })
  app.child.kill('SIGTERM')
  await app.exited
}

const readMessages = (database: TestDatabase) =>
  withClient(database, async (client) => (await client.query('SELECT * FROM messages ORDER BY id')).rows)

const listSnapshots = () => readdir(snapshots).catch(() => [])

test('before a migration the database is kept as it was', async () => {
  database = await createOldDatabase()
  const messages = await readMessages(database)
  expect(messages).toHaveLength(200)
  await mkdir(snapshots)
  for (const day of [1, 2, 3]) await writeFile(join(snapshots, `parley-2020-01-0${day}T00-00-00-000Z.tar.gz`), '')
  await startOn(database)
  expect(await readMessages(database)).toEqual(messages)
  const kept = await listSnapshots()
  expect(kept.slice(0, 2)).toEqual(['parley-2020-01-02T00-00-00-000Z.tar.gz', 'parley-2020-01-03T00-00-00-000Z.tar.gz'])
  expect(kept).toHaveLength(3)

  const target = await createEmptyDatabase()
  const env = { DATABASE_URL: target.url, PARLEY_DATA_DIR: join(dataDir, 'there') }
  expect(await runCommand(['restore', join(snapshots, kept[2] ?? '')], env)).toMatchObject({ code: 0 })
  expect((await runCommand(['user', 'list'], env)).result).toMatch(/^1\tuser1/)
  expect(await readMessages(target)).toEqual(messages)
  await target.drop()
})

test('no snapshot is made where there is nothing to lose, nothing to migrate, or none wanted', async () => {
  const empty = await createEmptyDatabase()
  await startOn(empty)
  const migrated = await createMigratedDatabase()
  await startOn(migrated)
  const old = await createOldDatabase()
  await startOn(old, { SNAPSHOTS_KEPT: '0' })
  expect(await listSnapshots()).toEqual([])
  await Promise.all([empty.drop(), migrated.drop(), old.drop()])
})

test('without room for the snapshot nothing is migrated', async () => {
  database = await createOldDatabase()
  await writeFile(snapshots, 'a file where the folder should be')
  await expect(startOn(database)).rejects.toThrow(/No snapshot .* SNAPSHOTS_KEPT=0\.\n$/)
  const { rows } = await withClient(database, (client) => client.query('SELECT FROM _prisma_migrations'))
  expect(rows).toHaveLength(1)
})

test('the app does not start on a database newer than itself, and says so in a sentence', async () => {
  database = await createMigratedDatabase()
  await makeNewer(database)
  await expect(startOn(database)).rejects.toThrow(
    /\): The database was made by a newer Parley \(it has the migration 99990101000000_from_the_future\); use that version instead\.\n$/,
  )
  const { rows } = await withClient(database, (client) => client.query('SELECT FROM _prisma_migrations'))
  expect(rows).toHaveLength((await listMigrations()).length + 1)
})
