import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Gcra } from '../../src/lib/gcra.ts'

/** A limiter with a clock that the test sets. */
function limiter(burst: number, interval: number, capacity?: number) {
  const clock = { now: 1_000_000 }
  return { clock, gcra: new Gcra({ burst, interval }, capacity, () => clock.now) }
}

const isAllowed = (gcra: Gcra, key = 'ana') => gcra.take(key).allowed

test('allows a burst at once, and then one more every interval', () => {
  const { clock, gcra } = limiter(3, 100)
  expect([1, 2, 3, 4].map(() => isAllowed(gcra))).toEqual([true, true, true, false])
  clock.now += 99
  expect(isAllowed(gcra)).toBe(false)
  clock.now += 1
  expect([1, 2].map(() => isAllowed(gcra))).toEqual([true, false])
})

test('gives the whole burst back to those who have waited, and never more', () => {
  const { clock, gcra } = limiter(3, 100)
  for (const pause of [0, 300, 1_000_000]) {
    clock.now += pause
    expect([1, 2, 3, 4].map(() => isAllowed(gcra))).toEqual([true, true, true, false])
  }
})

test('counts each key by itself', () => {
  const { gcra } = limiter(1, 100)
  expect(isAllowed(gcra, 'ana')).toBe(true)
  expect(isAllowed(gcra, 'ana')).toBe(false)
  expect(isAllowed(gcra, 'ben')).toBe(true)
})

test('says after how many seconds another attempt is allowed, and keeps its word', () => {
  const { clock, gcra } = limiter(2, 2_500)
  gcra.take('ana')
  gcra.take('ana')
  const refused = gcra.take('ana')
  if (refused.allowed) throw new Error('The budget was spent')
  expect(refused.retryAfter).toBe(3)
  clock.now += refused.retryAfter * 1000
  expect(isAllowed(gcra)).toBe(true)
})

test('attempts that were refused do not count', () => {
  const { clock, gcra } = limiter(1, 100)
  gcra.take('ana')
  for (let attempt = 0; attempt < 50; attempt++) gcra.take('ana')
  clock.now += 100
  expect(isAllowed(gcra)).toBe(true)
})

test('forgets the keys used longest ago when there are too many', () => {
  const { gcra } = limiter(1, 100, 2)
  for (const key of ['ana', 'ben', 'cem']) gcra.take(key)
  expect(isAllowed(gcra, 'cem')).toBe(false)
  expect(isAllowed(gcra, 'ana')).toBe(true)
})

test('in no stretch of time allows more than the burst and what the rate adds', () => {
  const budget = fc.record({ burst: fc.integer({ min: 1, max: 20 }), interval: fc.integer({ min: 1, max: 500 }) })
  const pauses = fc.array(fc.nat(400), { minLength: 1, maxLength: 200 })
  const bounded = fc.property(budget, pauses, ({ burst, interval }, waits) => {
    const { clock, gcra } = limiter(burst, interval)
    const allowed: number[] = []
    for (const wait of waits) {
      clock.now += wait
      if (isAllowed(gcra)) allowed.push(clock.now)
    }
    return allowed.every((from, first) =>
      allowed.slice(first).every((to, count) => count + 1 <= burst + (to - from) / interval),
    )
  })
  fc.assert(bounded)
})
