import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '@parley/embedded-postgres/port'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { expectSound } from '../pipeline/support/stored.ts'
import { startApp } from '../support/app.ts'
import { runCommand } from '../support/command.ts'
import { createCommunity, sayMany } from '../support/community.ts'
import { launch } from '../support/launch.ts'
import { signUp } from '../support/people.ts'
import {
  addUser,
  createEmptyDatabase,
  createMigratedDatabase,
  createOldDatabase,
  makeNewer,
  withClient,
} from './support/databases.ts'

// Each step is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-backup-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let number = 0
let dataDir: string
let file: string
beforeEach(() => {
  number++
  dataDir = join(folder, `data-${number}`)
  file = join(folder, `backup-${number}.tar.gz`)
})

test('an instance is the same after backup, wipe and restore', async () => {
  const port = String(await findFreePort())
  const env = { PARLEY_DATA_DIR: dataDir, DATABASE_URL: '', HOST: '127.0.0.1', PORT: port }
  const app = await launch(env)
  const ann = await signUp(app.url, 'ann')
  const { channelId } = await createCommunity(ann)
  await ann.api.sendMessage({ params: { channelId }, body: { content: 'Tab\tnewline\nbackslash \\N 🦜' } })
  expect(await runCommand(['backup', file], env)).toMatchObject({ code: 0 })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await runCommand(['restore', file, '--force'], env)).said).toMatch(/is running/)
  app.child.kill('SIGTERM')
  await app.exited
  await rm(dataDir, { recursive: true })

  expect(await runCommand(['restore', file], env)).toMatchObject({ code: 0 })
  expect((await runCommand(['verify', file, '--instance'], env)).said).toMatch(/identical/)
  const again = await launch(env)
  const { messages } = await ann.api.listMessages({ params: { channelId }, query: {} })
  expect(messages.map(({ content }) => content)).toEqual(['Tab\tnewline\nbackslash \\N 🦜'])
  expect((await runCommand(['verify', file, '--instance'], env)).said).toMatch(/identical/)
  await ann.api.sendMessage({ params: { channelId }, body: { content: 'Something new' } })
  const { code, said } = await runCommand(['verify', file, '--instance'], env)
  expect(code).toBe(1)
  expect(said).toMatch(/^tables\/messages is different\.$/m)
  again.child.kill('SIGTERM')
  await again.exited
})

test('a backup made while people write is of one moment', async () => {
  const app = await startApp({ RATE_LIMIT_SCALE: '0' })
  const people = await Promise.all(['ann', 'bob', 'cat'].map((name) => signUp(app.url, name)))
  const [owner, ...members] = people
  if (!owner) throw new Error('nobody')
  const { channelId } = await createCommunity(owner, ...members)
  const before = await sayMany(owner, channelId, 20)
  const running = new AbortController()
  const writing = people.map(async (person) => {
    while (!running.signal.aborted) await sayMany(person, channelId, 5)
  })
  const env = { DATABASE_URL: app.database.url, PARLEY_DATA_DIR: dataDir }
  expect(await runCommand(['backup', file], env)).toMatchObject({ code: 0 })
  running.abort()
  await Promise.all(writing)
  const { messages } = await owner.api.listMessages({ params: { channelId }, query: { limit: '1' } })
  await app.stop()

  const target = await createEmptyDatabase()
  const there = { DATABASE_URL: target.url, PARLEY_DATA_DIR: `${dataDir}-there` }
  expect(await runCommand(['restore', file], there)).toMatchObject({ code: 0 })
  expect((await runCommand(['verify', file, '--instance'], there)).said).toMatch(/identical/)
  const pool = new pg.Pool({ connectionString: target.url })
  const stored = await expectSound(pool, channelId)
  const { rows } = await pool.query(
    'SELECT (SELECT count(*) FROM members)::int AS members, (SELECT member_count FROM servers) AS counted',
  )
  expect(rows).toEqual([{ members: 3, counted: 3 }])
  await pool.end()
  expect(stored.slice(0, 20).map(({ id }) => String(id))).toEqual(before.map(({ id }) => id))
  // It was still going on when the backup was finished.
  expect(stored.length).toBeLessThan(Number(messages[0]?.seq))
  await target.drop()
})

test('a backup goes through pipes', async () => {
  const database = await createMigratedDatabase()
  await withClient(database, (client) => addUser(client, 7))
  const { result, ...ended } = await runCommand(['backup', '-'], {
    DATABASE_URL: database.url,
    PARLEY_DATA_DIR: dataDir,
  })
  expect(ended).toEqual({ code: 0, said: '' })
  expect(result.length).toBeGreaterThan(0)
  await database.drop()
})

test('a backup of an older version is restored, and migrated', async () => {
  const old = await createOldDatabase()
  expect(await runCommand(['backup', file], { DATABASE_URL: old.url, PARLEY_DATA_DIR: dataDir })).toMatchObject({
    code: 0,
  })
  const target = await createEmptyDatabase()
  const env = { DATABASE_URL: target.url, PARLEY_DATA_DIR: dataDir }
  expect(await runCommand(['restore', file], env)).toMatchObject({ code: 0 })
  expect((await runCommand(['user', 'list'], env)).result).toMatch(/^1\tuser1\tuser1@example.org/)
  expect((await runCommand(['verify', file, '--instance'], env)).said).toMatch(/cannot be compared/)
  await Promise.all([old.drop(), target.drop()])
})

test('a table has no number that only a sequence knows, which a backup would lose', async () => {
  const database = await createMigratedDatabase()
  const { rows } = await withClient(database, (client) => client.query('SELECT sequencename FROM pg_sequences'))
  expect(rows).toEqual([])
  await database.drop()
})

describe('restoring refuses', () => {
  let good: string
  beforeAll(async () => {
    good = join(folder, 'good.tar.gz')
    const database = await createMigratedDatabase()
    await withClient(database, (client) => addUser(client, 1))
    await runCommand(['backup', good], { DATABASE_URL: database.url, PARLEY_DATA_DIR: join(folder, 'good') })
    await database.drop()
  })

  /** Tries it on a database with somebody else in it, who must still be there afterwards. */
  async function expectRefusal(args: string[], reason: RegExp): Promise<void> {
    const database = await createMigratedDatabase()
    await withClient(database, (client) => addUser(client, 2))
    const env = { DATABASE_URL: database.url, PARLEY_DATA_DIR: dataDir }
    const { code, said } = await runCommand(['restore', ...args], env)
    expect(said).toMatch(reason)
    expect(said.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(1)
    expect((await runCommand(['user', 'list'], env)).result).toMatch(/^2\tuser2/)
    await database.drop()
  }

  test('a database that is not empty, unless it is forced to, and then keeps what was there, but for jobs', async () => {
    await expectRefusal([good], /not empty; add --force/)
    const database = await createMigratedDatabase()
    await withClient(database, async (client) => {
      await addUser(client, 2)
      await client.query(`SELECT pgboss.create_queue('purge-channel', '{"policy": "exclusive"}')`)
      await client.query(`INSERT INTO pgboss.job (name) VALUES ('purge-channel')`)
    })
    const env = { DATABASE_URL: database.url, PARLEY_DATA_DIR: dataDir }
    expect(await runCommand(['restore', good, '--force'], env)).toMatchObject({ code: 0 })
    expect((await runCommand(['user', 'list'], env)).result).toMatch(/^1\tuser1/)
    const { rowCount } = await withClient(database, (client) => client.query('SELECT FROM pgboss.job'))
    expect(rowCount).toBe(0)
    const [snapshot = ''] = await readdir(join(dataDir, 'snapshots'))
    await runCommand(['restore', join(dataDir, 'snapshots', snapshot), '--force'], env)
    expect((await runCommand(['user', 'list'], env)).result).toMatch(/^2\tuser2/)
    await database.drop()
  })

  test('a database that Parley runs on', async () => {
    const app = await startApp()
    const env = { DATABASE_URL: app.database.url, PARLEY_DATA_DIR: dataDir }
    expect((await runCommand(['restore', good], env)).said).toMatch(/is running/)
    await app.stop()
  })

  test("a database that is not Parley's", async () => {
    const database = await createEmptyDatabase()
    await withClient(database, (client) => client.query('CREATE TABLE books (title text)'))
    const { said } = await runCommand(['restore', good, '--force'], {
      DATABASE_URL: database.url,
      PARLEY_DATA_DIR: dataDir,
    })
    expect(said).toMatch(/not Parley's \(books\)/)
    await database.drop()
  })

  test('a backup of a newer version', async () => {
    const newer = await createMigratedDatabase()
    await makeNewer(newer)
    const source = { DATABASE_URL: newer.url, PARLEY_DATA_DIR: dataDir }
    expect(await runCommand(['backup', file], source)).toMatchObject({ code: 0 })
    await newer.drop()
    await expectRefusal([file, '--force'], /made by a newer Parley/)
  })

  test('a backup that is cut short', async () => {
    await copyFile(good, file)
    await truncate(file, (await stat(file)).size - 20)
    expect((await runCommand(['verify', file], { PARLEY_DATA_DIR: dataDir })).code).toBe(1)
    await expectRefusal([file, '--force'], /is damaged/)
  })

  test('a backup with a bit that has changed', async () => {
    const bytes = await readFile(good)
    const middle = Math.floor(bytes.length / 2)
    bytes.writeUInt8((bytes[middle] ?? 0) ^ 1, middle)
    await writeFile(file, bytes)
    await expectRefusal([file, '--force'], /is damaged/)
  })

  test('what is no backup, or not there', async () => {
    await writeFile(file, 'Dear diary')
    await expectRefusal([file, '--force'], /is not a backup/)
    await expectRefusal([`${file}.missing`, '--force'], /does not exist/)
  })
})
