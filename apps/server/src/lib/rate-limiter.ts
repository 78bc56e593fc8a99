import { AppError } from './errors.ts'
import { Gcra, type RateLimit } from './gcra.ts'
import { rateLimited } from './metrics.ts'

/** Counts attempts against named budgets, all multiplied by one scale; a scale of 0 switches them off. */
export class RateLimiter<Name extends string> {
  readonly #limits = new Map<Name, Gcra>()

  constructor(limits: Record<Name, RateLimit>, scale: number) {
    if (scale === 0) return
    for (const [name, { burst, interval }] of Object.entries(limits) as [Name, RateLimit][]) {
      this.#limits.set(name, new Gcra({ burst: Math.max(1, Math.round(burst * scale)), interval: interval / scale }))
    }
  }

  /** @throws AppError `rate_limited`, with the seconds to wait */
  check(name: Name, key: string): void {
    const decision = this.#limits.get(name)?.take(key)
    if (!decision || decision.allowed) return
    rateLimited.inc({ limit: name })
    throw new AppError('rate_limited', { retryAfter: decision.retryAfter })
  }
}
