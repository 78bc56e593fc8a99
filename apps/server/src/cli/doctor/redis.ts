import type { Environment } from '../../config/env.ts'
import { type Finding, ok, problem, reasonOf } from './finding.ts'

/** Sharded pub/sub came with it. */
const oldestVersion = 7

/** Whether Redis is there and new enough. */
export async function checkRedis({ redisUrl }: Environment): Promise<Finding[]> {
  if (!redisUrl) return [ok('Redis: none, for one instance')]
  const { host } = new URL(redisUrl)
  const { createClient } = await import('redis')
  const client = createClient({ url: redisUrl, socket: { connectTimeout: 5_000, reconnectStrategy: false } })
  client.on('error', () => {})
  try {
    await client.connect()
    const version = /^redis_version:(.*)$/m.exec(await client.info('server'))?.[1]?.trim() ?? 'of unknown version'
    const name = `Redis ${version} at ${host}`
    if (Number.parseInt(version, 10) < oldestVersion) return [problem(`${name} is too old`, 'use version 7 or newer')]
    return [ok(name)]
  } catch (error) {
    return [problem(`Redis at ${host}: ${reasonOf(error)}`, 'start it, or correct REDIS_URL')]
  } finally {
    client.destroy()
  }
}
