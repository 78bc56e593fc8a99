import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, type TestDatabase } from '@parley/embedded-postgres/test-database'
import { inject } from 'vitest'
import { TcpProxy } from '../pipeline/support/tcp-proxy.ts'
import { launch, type RunningApp } from '../support/app.ts'
import { findFreePort } from '../support/free-port.ts'
import { hasRedis, TestRedis } from '../support/redis.ts'

const nginxProgram = ['nginx', '/usr/sbin/nginx'].find((program) => spawnSync(program, ['-v']).status === 0)

/** Whether this machine has the programs that a cluster is made of. */
export const hasCluster = hasRedis && nginxProgram !== undefined
if (!hasCluster) console.warn('Tests of several instances are skipped: they need redis-server and nginx')

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
    const settings = { ...env, PORT: await findFreePort() }
    return new Instance(settings, await launch(settings))
  }

  log(): string {
    return this.#running.log()
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

/** Two instances over one PostgreSQL and one Redis, behind an nginx that keeps everybody at the same instance. */
export interface Cluster {
  a: Instance
  b: Instance
  /** Where people reach it. */
  url: string
  redis: TestRedis
  database: TestDatabase
  /** The network to PostgreSQL. */
  network: TcpProxy
  stop(): Promise<void>
}

export async function startCluster(env: Record<string, string> = {}): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-cluster-'))
  const redis = await TestRedis.start()
  const database = await createDatabase(inject('postgresUrl'), inject('templateDatabase'))
  const network = await TcpProxy.to(database.url)
  const shared = {
    DATABASE_URL: network.through(database.url),
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
  const nginx = await startNginx(dataDir, [a.url, b.url])
  return {
    a,
    b,
    url: nginx.url,
    redis,
    database,
    network,
    async stop() {
      nginx.child.kill('SIGQUIT')
      await Promise.all([a, b].filter(({ isRunning }) => isRunning).map((instance) => instance.stop()))
      await redis.kill()
      await network.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function startNginx(folder: string, instances: string[]): Promise<{ child: ChildProcess; url: string }> {
  const port = await findFreePort()
  const servers = instances.map((url) => `server ${new URL(url).host} max_fails=1 fail_timeout=1s;`).join('\n')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`)
  const file = join(folder, 'nginx.conf')
  await writeFile(
    file,
    `daemon off; pid ${folder}/nginx.pid; error_log stderr crit; worker_processes 1;
    events { worker_connections 1024; }
    http {
      access_log off; ${temporary.join(' ')}
      userid on; userid_name parley.lb; userid_path /;
      upstream parley { hash $uid_got$uid_set consistent; ${servers} }
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass http://parley;
          proxy_http_version 1.1;
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          proxy_set_header Upgrade $http_upgrade;
          proxy_set_header Connection "upgrade";
          proxy_connect_timeout 1s;
        }
      }
    }`,
  )
  const child = spawn(nginxProgram ?? 'nginx', ['-c', file, '-p', folder], { stdio: ['ignore', 'ignore', 'inherit'] })
  const exited = once(child, 'exit').then(() => Promise.reject(new Error('nginx did not start')))
  const url = `http://127.0.0.1:${port}`
  const answers = async () => {
    while (!(await fetch(`${url}/healthz`).catch(() => undefined))?.ok);
  }
  await Promise.race([answers(), exited])
  exited.catch(() => undefined)
  return { child, url }
}
