import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute } from '@parley/embedded-postgres/database'
import { findFreePort } from '@parley/embedded-postgres/port'
import { createDatabase } from '@parley/embedded-postgres/test-database'
import { launch } from '../../../server/test/support/launch.ts'

/** The app as it is deployed, serving the built web client, on a database of its own. */
export interface App {
  /** Where it listens, for example `http://localhost:20123`. */
  url: string
  /** Runs a statement on its database. */
  query(statement: string): Promise<void>
  /** Ends it without warning, as a power cut would. */
  kill(): Promise<void>
  /** Ends its forwarding unit without warning. */
  killForwarder(): Promise<void>
  /** Starts it again on the same port and database, after {@link App.kill}. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts the app as a process of its own. @param settings more of its environment */
export async function startApp(settings: Record<string, string> = {}): Promise<App> {
  const postgresUrl = process.env.E2E_POSTGRES_URL
  if (!postgresUrl) throw new Error('The global set-up has not started PostgreSQL')
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-e2e-'))
  const database = await createDatabase(postgresUrl, 'template1')
  const env = {
    DATABASE_URL: database.url,
    PARLEY_DATA_DIR: dataDir,
    PORT: String(await findFreePort()),
    HOST: 'localhost',
    ...settings,
  }
  const start = () => launch(env, { showsErrors: true })
  let running = await start()

  return {
    url: running.url,
    query: (statement) => execute(database.url, statement),
    async kill() {
      running.child.kill('SIGKILL')
      await running.exited
    },
    async killForwarder() {
      const { pid } = running.child
      const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean)
      for (const child of children) {
        const command = await readFile(`/proc/${child}/cmdline`, 'utf8')
        if (command.includes('unit.worker')) process.kill(Number(child), 'SIGKILL')
      }
    },
    async restart() {
      running = await start()
    },
    async stop() {
      running.child.kill('SIGTERM')
      await running.exited
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
