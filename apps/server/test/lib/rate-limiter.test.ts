import { expect, test } from 'vitest'
import { RateLimiter } from '../../src/lib/rate-limiter.ts'

const limits = { message: { burst: 4, interval: 60_000 } }

/** How many attempts pass before the first is refused. */
function countAllowed(limiter: RateLimiter<'message'>, attempts: number): number {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      limiter.check('message', 'ana')
    } catch {
      return attempt
    }
  }
  return attempts
}

test('refuses with the seconds to wait', () => {
  const limiter = new RateLimiter(limits, 1)
  expect(countAllowed(limiter, 10)).toBe(4)
  expect(() => limiter.check('message', 'ana')).toThrow(
    expect.objectContaining({ code: 'rate_limited', status: 429, retryAfter: 60 }),
  )
})

test.each([
  [2.5, 10],
  [1, 4],
  [0.01, 1],
])('a scale of %s allows %s at once', (scale, allowed) => {
  expect(countAllowed(new RateLimiter(limits, scale), 100)).toBe(allowed)
})

test('a scale of 0 allows everything', () => {
  expect(countAllowed(new RateLimiter(limits, 0), 1000)).toBe(1000)
})
