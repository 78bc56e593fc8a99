import { logger } from '../lib/logger.ts'

/**
 * A connected client, which reconnects for ever with jittered back-off. While Redis is away, commands fail at once
 * instead of queueing.
 */
export async function connectRedis(url: string) {
  const { createClient } = await import('redis')
  const client = createClient({
    url,
    disableOfflineQueue: true,
    // A Redis that hangs counts as away: the ping would be answered in time.
    pingInterval: 2_000,
    socket: {
      connectTimeout: 5_000,
      socketTimeout: 6_000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000) * (0.5 + Math.random()),
    },
  })
  client.on('error', (error) => logger.warn({ err: error }, 'Redis is not reachable'))
  await client.connect()
  return client
}

export type RedisClient = Awaited<ReturnType<typeof connectRedis>>
