import { expect, test } from 'vitest'
import { RateLimiter } from '../../src/lib/rate-limiter.ts'

const limits = { message: { burst: 4, interval: 60_000 } }

/** How many attempts pass before the first is refused. */
async function countAllowed(limiter: RateLimiter<'message'>, attempts: number): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      await limiter.spend('message', 'ana')
    } catch {
      return attempt
    }
  }
  return attempts
}

test('refuses with the seconds to wait', async () => {
  const limiter = new RateLimiter(limits, 1)
  expect(await countAllowed(limiter, 10)).toBe(4)
  await expect(limiter.spend('message', 'ana')).rejects.toThrow(
    expect.objectContaining({ code: 'rate_limited', status: 429, retryAfter: 60 }),
  )
})

test.each([
  [2.5, 10],
  [1, 4],
  [0.01, 1],
])('a scale of %s allows %s at once', async (scale, allowed) => {
  expect(await countAllowed(new RateLimiter(limits, scale), 100)).toBe(allowed)
})

test('a scale of 0 allows everything', async () => {
  expect(await countAllowed(new RateLimiter(limits, 0), 1000)).toBe(1000)
})

test('what the instances count together decides', async () => {
  const counted: string[] = []
  const limiter = new RateLimiter(limits, 1, async (key) => {
    counted.push(key)
    return counted.length > 2 ? { allowed: false, retryAfter: 7 } : { allowed: true }
  })
  expect(await countAllowed(limiter, 10)).toBe(2)
  expect(counted).toEqual(Array(3).fill('message:ana'))
})

test('while they cannot be asked, each goes on counting for itself', async () => {
  const limiter = new RateLimiter(limits, 1, () => Promise.reject(new Error('away')))
  expect(await countAllowed(limiter, 10)).toBe(4)
})
