import { deserialize, serialize } from 'node:v8'
import type { SharedStore } from '../lib/cache.ts'
import type { RedisLink } from './redis.ts'

/** To be raised when a cached value changes its shape, for instances of both versions run side by side for a while. */
const VERSION = 1

/** Keeps cached values in Redis. */
export function createSharedStore(redis: RedisLink): SharedStore {
  const fullKey = (key: string) => `parley:cache:${VERSION}:${key}`
  return {
    async get(key) {
      const text = await redis.run((client) => client.get(fullKey(key)))
      return text === null ? undefined : deserialize(Buffer.from(text, 'base64'))
    },
    async set(key, value, ttlMs) {
      const text = serialize(value).toString('base64')
      await redis.run((client) => client.set(fullKey(key), text, { expiration: { type: 'PX', value: ttlMs } }))
    },
    async delete(key) {
      await redis.run((client) => client.del(fullKey(key)))
    },
  }
}
