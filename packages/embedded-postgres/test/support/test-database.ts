import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute, siblingUrl } from '../../src/database.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded-postgres.ts'

/** A database of its own for a test. */
export interface TestDatabase {
  url: string
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>
}

/** Starts a PostgreSQL for a test run: made anew, careless of power cuts, and removed by `stop()`. */
export async function startTestPostgres(): Promise<EmbeddedPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'))
  const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '200' }
  const server = await startEmbeddedPostgres({ dataDir, settings })
  const stop = async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url: server.url, port: server.port, pid: server.pid, stop }
}

/** Makes the database that others are copied from, filled by `migrate`, and gives its name. */
export async function createTemplateDatabase(
  server: { url: string },
  migrate: (url: string) => Promise<void>,
): Promise<string> {
  const template = uniqueName('template')
  await execute(server.url, `CREATE DATABASE ${template}`)
  await migrate(siblingUrl(server.url, template))
  return template
}

/** Copies a template into a new database. The template may have no connections meanwhile. */
export async function createDatabase(serverUrl: string, template: string): Promise<TestDatabase> {
  const name = uniqueName('test')
  await execute(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  return {
    url: siblingUrl(serverUrl, name),
    drop: () => execute(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

function uniqueName(prefix: string): string {
  return `${prefix}_${randomBytes(6).toString('hex')}`
}
