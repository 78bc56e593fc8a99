import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '@parley/embedded-postgres/port'
import { launch, type RunningApp } from '../../support/launch.ts'

/**
 * The app as a self-hoster runs it, with its own PostgreSQL inside, as careful with the disk as in production. Started
 * again after a crash it finds the same data and listens at the same address.
 */
export class EmbeddedApp {
  readonly url: string
  readonly #dataDir: string
  readonly #env: Record<string, string>
  #running: RunningApp

  private constructor(dataDir: string, env: Record<string, string>, running: RunningApp) {
    this.#dataDir = dataDir
    this.#env = env
    this.#running = running
    this.url = running.url
  }

  static async start(env: Record<string, string> = {}): Promise<EmbeddedApp> {
    const dataDir = await mkdtemp(join(tmpdir(), 'parley-crash-'))
    // Set empty, so that a variable of the machine that runs the test does not count.
    const PORT = String(await findFreePort())
    const fixed = { DATABASE_URL: '', PARLEY_DATA_DIR: dataDir, HOST: '127.0.0.1', PORT }
    const settings = { ...fixed, RATE_LIMIT_SCALE: '0', LOG_LEVEL: 'error', ...env }
    return new EmbeddedApp(dataDir, settings, await launch(settings))
  }

  get pid(): number {
    return this.#running.child.pid ?? 0
  }

  /** Resolves with how the process ended. */
  async exit(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    await this.#running.exited
    const { exitCode, signalCode } = this.#running.child
    return { code: exitCode, signal: signalCode }
  }

  log(): string {
    return this.#running.log()
  }

  signal(signal: NodeJS.Signals): void {
    this.#running.child.kill(signal)
  }

  /** Ends the app without warning; its PostgreSQL lives on. */
  async kill(): Promise<void> {
    this.signal('SIGKILL')
    await this.exit()
  }

  async restart(env: Record<string, string> = {}): Promise<void> {
    this.#running = await launch({ ...this.#env, ...env })
  }

  /** The address of its PostgreSQL, for tests to look into. */
  async databaseUrl(): Promise<string> {
    const read = (name: string) => readFile(join(this.#dataDir, 'postgres', name), 'utf8')
    return `postgresql://parley:${(await read('password')).trim()}@127.0.0.1:${(await read('port')).trim()}/parley`
  }

  /** The process id of PostgreSQL's first process. */
  async postgresPid(): Promise<number> {
    const content = await readFile(join(this.#dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')
    return Number.parseInt(content, 10)
  }

  async stop(): Promise<void> {
    this.signal('SIGTERM')
    await this.exit()
    await rm(this.#dataDir, { recursive: true, force: true })
  }
}
