/** How much of something is allowed: `burst` at once, then one more every `interval` milliseconds. */
export interface RateLimit {
  burst: number
  interval: number
}

/** Milliseconds; sums of fractions come out a little above or below. */
const ROUNDING = 0.001

export type RateLimitDecision = { allowed: true } | { allowed: false /** Seconds. */; retryAfter: number }

/**
 * The generic cell rate algorithm (ITU-T I.371): one timestamp a key, the "theoretical arrival time", says how far
 * ahead of the steady rate somebody is. No windows, so no bursts at their edges. Holds the `capacity` keys used last.
 */
export class Gcra {
  readonly #limit: RateLimit
  readonly #now: () => number
  readonly #capacity: number
  /** In the order of their last use, as Maps keep what is set anew. */
  readonly #arrivals = new Map<string, number>()

  constructor(limit: RateLimit, capacity = 100_000, now: () => number = () => performance.now()) {
    this.#limit = limit
    this.#now = now
    this.#capacity = capacity
  }

  /** Counts one attempt of `key`, unless it comes too soon. */
  take(key: string): RateLimitDecision {
    const { burst, interval } = this.#limit
    const now = this.#now()
    const arrival = Math.max(this.#arrivals.get(key) ?? 0, now) + interval
    const excess = arrival - now - burst * interval
    if (excess > ROUNDING) return { allowed: false, retryAfter: Math.max(1, Math.ceil(excess / 1000)) }
    this.#arrivals.delete(key)
    this.#arrivals.set(key, arrival)
    if (this.#arrivals.size > this.#capacity) this.#forgetOldest()
    return { allowed: true }
  }

  #forgetOldest(): void {
    for (const key of this.#arrivals.keys()) {
      this.#arrivals.delete(key)
      return
    }
  }
}
