import { createHash } from 'node:crypto'
import type { SharedCount } from '../lib/rate-limiter.ts'
import type { RedisLink } from './redis.ts'

/**
 * The generic cell rate algorithm of lib/gcra.ts, in one atomic step, by the clock of Redis. Microseconds.
 * @returns 0 when the attempt is allowed and counted, or how long to wait
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local arrival = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now) + interval
local excess = arrival - now - burst * interval
if excess > 1 then return excess end
redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', math.ceil((arrival - now) / 1000))
return 0`
const SHA = createHash('sha1').update(SCRIPT).digest('hex')

/** Counts in Redis, so that somebody has one budget whichever instance answers. */
export function createSharedCount(redis: RedisLink): SharedCount {
  return async (key, { burst, interval }) => {
    const options = {
      keys: [`parley:limit:${key}`],
      arguments: [String(Math.ceil(interval * 1000)), String(burst)],
    }
    const excess = await redis.run((client) =>
      client.evalSha(SHA, options).catch((error: Error) => {
        // A Redis that was restarted or flushed does not know the script any more.
        if (error.message.startsWith('NOSCRIPT')) return client.eval(SCRIPT, options)
        throw error
      }),
    )
    const microseconds = Number(excess)
    if (microseconds === 0) return { allowed: true }
    return { allowed: false, retryAfter: Math.max(1, Math.ceil(microseconds / 1_000_000)) }
  }
}
