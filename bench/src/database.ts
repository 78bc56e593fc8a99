import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute, siblingUrl } from '@parley/embedded-postgres/database'
import { startEmbeddedPostgres } from '@parley/embedded-postgres/embedded-postgres'
import { migrate } from '../../apps/server/src/config/migrate.ts'

/** The PostgreSQL that npm installs, as careful with the disk as in production. */
export interface Database {
  pid: number
  dataDir: string
  /** Makes a database with our tables. @returns its address */
  create(name: string): Promise<string>
}

/** Gives `use` a PostgreSQL for the time that it takes. */
export async function withDatabase(use: (database: Database) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  // For several apps and their references at a time.
  const postgres = await startEmbeddedPostgres({ dataDir, settings: { max_connections: '200' } })
  try {
    await use({
      pid: postgres.pid,
      dataDir,
      async create(name) {
        const url = siblingUrl(postgres.url, name)
        await execute(postgres.url, `CREATE DATABASE ${name}`)
        await migrate(url)
        return url
      },
    })
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
