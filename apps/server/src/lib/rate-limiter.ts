import { AppError } from './errors.ts'
import { Gcra, type RateLimit, type RateLimitDecision } from './gcra.ts'
import { rateLimited } from './metrics.ts'

/** Counts for all instances together. Rejects while that cannot be done. */
export type SharedCount = (key: string, limit: RateLimit) => Promise<RateLimitDecision>

/** Counts attempts against named budgets, all multiplied by one scale; a scale of 0 switches them off. */
export class RateLimiter<Name extends string> {
  readonly #limits = new Map<Name, { limit: RateLimit; own: Gcra }>()
  readonly #countShared: SharedCount | undefined

  constructor(limits: Record<Name, RateLimit>, scale: number, countShared?: SharedCount) {
    this.#countShared = countShared
    if (scale === 0) return
    for (const [name, { burst, interval }] of Object.entries(limits) as [Name, RateLimit][]) {
      const limit = { burst: Math.max(1, Math.round(burst * scale)), interval: interval / scale }
      this.#limits.set(name, { limit, own: new Gcra(limit) })
    }
  }

  /** Counts one attempt. @throws AppError `rate_limited`, with the seconds to wait */
  async spend(name: Name, key: string): Promise<void> {
    const budget = this.#limits.get(name)
    if (!budget) return
    // Counted here too, so that an instance on its own goes on from where it is, and a flood never leaves it.
    let decision = budget.own.take(key)
    if (decision.allowed && this.#countShared) {
      decision = await this.#countShared(`${name}:${key}`, budget.limit).catch(() => decision)
    }
    if (decision.allowed) return
    rateLimited.inc({ limit: name })
    throw new AppError('rate_limited', { retryAfter: decision.retryAfter })
  }
}
