import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '@parley/embedded-postgres/port'
import { createDatabase, type TestDatabase } from '@parley/embedded-postgres/test-database'
import { inject } from 'vitest'
import { TcpProxy } from '../pipeline/support/tcp-proxy.ts'
import { launch, type RunningApp } from '../support/launch.ts'
import { type Nginx, startNginx } from '../support/nginx.ts'
import { hasProgram } from '../support/program.ts'
import { hasRedis, TestRedis } from '../support/redis.ts'

/** Whether this machine has the programs that a cluster is made of. */
export const hasCluster = hasRedis && hasProgram('nginx', 'nginx-light')

/** One of the instances, always at the same address. */
class Instance {
  readonly url: string
  readonly #env: Record<string, string>
  #running: RunningApp

  private constructor(env: Record<string, string>, running: RunningApp) {
    this.#env = env
    this.#running = running
    this.url = running.url
  }

  static async start(env: Record<string, string>): Promise<Instance> {
    const settings = { ...env, PORT: String(await findFreePort()) }
    return new Instance(settings, await launch(settings))
  }

  get isRunning(): boolean {
    const { exitCode, signalCode } = this.#running.child
    return exitCode === null && signalCode === null
  }

  /** Ends it without warning. */
  async kill(): Promise<void> {
    this.#running.child.kill('SIGKILL')
    await this.#running.exited
  }

  async stop(): Promise<void> {
    this.#running.child.kill('SIGTERM')
    await this.#running.exited
  }

  async start(): Promise<void> {
    this.#running = await launch(this.#env)
  }

  async ready(): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.url}/readyz`)
    return { status: response.status, body: await response.json() }
  }

  /** A figure of `/metrics`. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text()
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  }
}

/** Two instances over one PostgreSQL and one Redis, behind an nginx as it is deployed. */
export interface Cluster {
  a: Instance
  b: Instance
  /** Where people reach it. */
  url: string
  nginx: Nginx
  redis: TestRedis
  database: TestDatabase
  /** The network to PostgreSQL. */
  network: TcpProxy
  stop(): Promise<void>
}

/** @param isDatabaseNear that PostgreSQL is not reached by way of this process, where that is to bear load of its own */
export async function startCluster(env: Record<string, string> = {}, isDatabaseNear = false): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-cluster-'))
  const redis = await TestRedis.start()
  const database = await createDatabase(inject('postgresUrl'), inject('templateDatabase'))
  const network = await TcpProxy.to(database.url)
  const shared = {
    DATABASE_URL: isDatabaseNear ? database.url : network.through(database.url),
    REDIS_URL: redis.url,
    PARLEY_DATA_DIR: dataDir,
    SESSION_SECRET: randomUUID(),
    JWT_SECRET: randomUUID(),
    HOST: '127.0.0.1',
    TRUST_PROXY: '1',
    RATE_LIMIT_SCALE: '0',
    ...env,
  }
  const [a, b] = await Promise.all([Instance.start(shared), Instance.start(shared)])
  const nginx = await startNginx([new URL(a.url).host, new URL(b.url).host])
  return {
    a,
    b,
    url: nginx.url,
    nginx,
    redis,
    database,
    network,
    async stop() {
      await nginx.stop()
      await Promise.all([a, b].filter(({ isRunning }) => isRunning).map((instance) => instance.stop()))
      await redis.kill()
      await network.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
