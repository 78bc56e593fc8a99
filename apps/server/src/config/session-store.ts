import { promisify } from 'node:util'
import { RedisStore } from 'connect-redis'
import session, { type SessionData } from 'express-session'
import type { RedisLink } from './redis.ts'

/** Seconds that Redis keeps a session: it can be read again from where it is kept. */
const REDIS_TTL = 60 * 60

/**
 * Sessions read from Redis and kept in PostgreSQL: a Redis that is away, was flushed or lost its memory signs nobody
 * out. What it may still tell of a session that has ended is harmless, because the login behind it is looked up at every
 * request.
 */
export class LayeredSessionStore extends session.Store {
  readonly #kept: session.Store
  readonly #copies: RedisStore

  constructor(kept: session.Store, redis: RedisLink) {
    super()
    this.#kept = kept
    this.#copies = new RedisStore({
      // Each command has its deadline, and fails at once while Redis is away.
      client: {
        get: (key: string) => redis.run((client) => client.get(key)),
        set: (key: string, value: string, options?: object) => redis.run((client) => client.set(key, value, options)),
        del: (keys: string[]) => redis.run((client) => client.del(keys)),
      },
      prefix: 'parley:sid:',
      ttl: ({ cookie }) => Math.min(REDIS_TTL, Math.ceil((cookie.originalMaxAge ?? 0) / 1000)),
      disableTouch: true,
    })
  }

  get(sid: string, callback: (error: unknown, data?: SessionData | null) => void): void {
    this.#read(sid).then((data) => callback(null, data), callback)
  }

  set(sid: string, data: SessionData, callback: (error?: unknown) => void = () => undefined): void {
    this.#write(sid, data).then(() => callback(), callback)
  }

  destroy(sid: string, callback: (error?: unknown) => void = () => undefined): void {
    this.#remove(sid).then(() => callback(), callback)
  }

  async #read(sid: string): Promise<SessionData | null> {
    const copy = (await this.#copies.get(sid).catch(() => undefined)) as SessionData | null | undefined
    if (copy) return copy
    const kept = await promisify<string, SessionData | null | undefined>(this.#kept.get.bind(this.#kept))(sid)
    if (kept) await this.#copies.set(sid, kept).catch(() => undefined)
    return kept ?? null
  }

  async #write(sid: string, data: SessionData): Promise<void> {
    await promisify<string, SessionData>(this.#kept.set.bind(this.#kept))(sid, data)
    await this.#copies.set(sid, data).catch(() => undefined)
  }

  async #remove(sid: string): Promise<void> {
    await this.#copies.destroy(sid).catch(() => undefined)
    await promisify<string>(this.#kept.destroy.bind(this.#kept))(sid)
  }
}
