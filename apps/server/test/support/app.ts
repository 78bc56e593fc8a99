import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '@parley/embedded-postgres/port'
import { createDatabase, type TestDatabase } from '@parley/embedded-postgres/test-database'
import { afterAll, inject } from 'vitest'
import { launch } from './launch.ts'

// By global-setup.ts.
declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
    templateDatabase: string
  }
}

export interface TestApp {
  /** Where it listens, for example `http://localhost:20123`. */
  url: string
  database: TestDatabase
  /** Everything it has written to standard error so far. */
  log(): string
  /** Ends it without warning, as a power cut would. */
  kill(): Promise<void>
  /** Starts it again on the same port and database, after {@link kill}. @param env what is different from now on */
  restart(env?: Record<string, string>): Promise<void>
  stop(): Promise<void>
}

/** Starts the real app as a process of its own, on a fresh copy of the migrated database. */
export async function startApp(env: Record<string, string> = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-app-'))
  const database = await createDatabase(inject('postgresUrl'), inject('templateDatabase'))
  const settings = { DATABASE_URL: database.url, PARLEY_DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', ...env }
  // It announces where people reach it, which is not where it listens.
  if (env.PUBLIC_URL) settings.PORT = String(await findFreePort())
  let running = await launch(settings)
  const url = env.PUBLIC_URL ? `http://127.0.0.1:${settings.PORT}` : running.url
  const { port } = new URL(url)

  return {
    url,
    database,
    log: () => running.log(),
    async kill() {
      running.child.kill('SIGKILL')
      await running.exited
    },
    async restart(changed = {}) {
      running = await launch(Object.assign(settings, { PORT: port }, changed))
    },
    async stop() {
      running.child.kill('SIGTERM')
      await running.exited
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The app for all tests of a file: without rate limits unless they are asked for, and stopped when the tests are done. */
export async function startSharedApp(env: Record<string, string> = {}): Promise<TestApp> {
  const app = await startApp({ RATE_LIMIT_SCALE: '0', ...env })
  afterAll(() => app.stop())
  return app
}
