import { randomUUID } from 'node:crypto'
import { createDatabase, type TestDatabase } from '@parley/embedded-postgres/test-database'
import { inject } from 'vitest'
import { launch, type RunningApp } from '../../support/launch.ts'
import { TcpProxy } from './tcp-proxy.ts'

/** The app with a network to its database that tests can break. */
export interface ProxiedApp extends RunningApp {
  proxy: TcpProxy
  database: TestDatabase
  stop(): Promise<void>
}

export async function startProxiedApp(): Promise<ProxiedApp> {
  const database = await createDatabase(inject('postgresUrl'), inject('templateDatabase'))
  const proxy = await TcpProxy.to(database.url)
  const running = await launch({
    DATABASE_URL: proxy.through(database.url),
    SESSION_SECRET: randomUUID(),
    JWT_SECRET: randomUUID(),
    HOST: '127.0.0.1',
    PORT: '0',
    RATE_LIMIT_SCALE: '0',
  })
  const stop = async () => {
    running.child.kill('SIGTERM')
    await running.exited
    await proxy.stop()
    await database.drop()
  }
  return { ...running, proxy, database, stop }
}
