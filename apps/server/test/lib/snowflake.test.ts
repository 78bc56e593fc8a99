import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MILLISECOND, SnowflakeGenerator, snowflakeDate, WORKER_COUNT } from '../../src/lib/snowflake.ts'

const HOUR = 3_600_000
const NOON = Date.UTC(2026, 10, 21, 12)

test('ids have the layout of Discord', () => {
  const ids = new SnowflakeGenerator(0b10101_00011, () => Date.UTC(2016, 3, 30, 11, 18, 25, 796))
  const id = ids.next()
  // The example of Discord's own reference, up to worker, process and increment.
  expect(id >> 22n).toBe(175928847299117063n >> 22n)
  expect((id >> 17n) & 31n).toBe(0b10101n)
  expect((id >> 12n) & 31n).toBe(0b00011n)
  expect(id & 4095n).toBe(0n)
  expect(snowflakeDate(id)).toEqual(new Date('2016-04-30T11:18:25.796Z'))
  expect(snowflakeDate('175928847299117063')).toEqual(new Date('2016-04-30T11:18:25.796Z'))
})

test('counts within a millisecond, and borrows from the next when it is full', () => {
  const ids = new SnowflakeGenerator(1, () => NOON)
  const made = Array.from({ length: 4097 }, () => ids.next())
  expect(made.slice(0, 4096).map((id) => id & 4095n)).toEqual(Array.from({ length: 4096 }, (_, index) => BigInt(index)))
  expect(new Set(made.slice(0, 4096).map((id) => snowflakeDate(id).getTime()))).toEqual(new Set([NOON]))
  expect(snowflakeDate(made[4096] ?? 0n).getTime()).toBe(NOON + 1)
})

test('goes on counting in the next millisecond, so that ids moved to the same one differ', () => {
  let now = NOON
  const ids = new SnowflakeGenerator(1, () => now++)
  expect([ids.next(), ids.next(), ids.next()].map((id) => id & 4095n)).toEqual([0n, 1n, 2n])
})

test('ids only grow, whatever the clock does', () => {
  const steps = fc.array(
    fc.record({ jump: fc.integer({ min: -HOUR, max: HOUR }), count: fc.integer({ min: 1, max: 5000 }) }),
    { maxLength: 20 },
  )
  const grows = fc.property(steps, (plan) => {
    let now = NOON
    const ids = new SnowflakeGenerator(7, () => now)
    let last = 0n
    for (const { jump, count } of plan) {
      now += jump
      for (let made = 0; made < count; made++) {
        const id = ids.next()
        if (id <= last) return false
        last = id
      }
    }
    return true
  })
  fc.assert(grows, { numRuns: 50 })
})

test('stands still while the clock is behind, and follows it again when it has caught up', () => {
  let now = NOON
  const ids = new SnowflakeGenerator(7, () => now)
  ids.next()
  now = NOON - HOUR
  expect(snowflakeDate(ids.next()).getTime()).toBe(NOON)
  now = NOON + 5
  expect(snowflakeDate(ids.next()).getTime()).toBe(NOON + 5)
})

test('every id after an observed one is greater', () => {
  const instant = fc.integer({ min: NOON - HOUR, max: NOON + HOUR })
  const worker = fc.nat(WORKER_COUNT - 1)
  const greater = fc.property(instant, instant, worker, worker, fc.nat(4095), (theirs, ours, other, own, increment) => {
    const observed = new SnowflakeGenerator(other, () => theirs).next() + BigInt(increment)
    const ids = new SnowflakeGenerator(own, () => ours)
    ids.observe(observed)
    return ids.next() > observed
  })
  fc.assert(greater)
})

test('an observed id of the past changes nothing', () => {
  const ids = new SnowflakeGenerator(7, () => NOON)
  const before = ids.next()
  ids.observe(before - 10n * MILLISECOND)
  expect(ids.next()).toBe(before + 1n)
})

test('ids keep growing under another worker number', () => {
  const ids = new SnowflakeGenerator(1000, () => NOON)
  const before = ids.next()
  ids.useWorker(3)
  const after = ids.next()
  expect(after).toBeGreaterThan(before)
  expect((after >> 12n) & 1023n).toBe(3n)
})

test('generators of different workers never make the same id', () => {
  const generators = Array.from({ length: 8 }, (_, worker) => new SnowflakeGenerator(worker, () => NOON))
  const made = generators.flatMap((ids) => Array.from({ length: 5000 }, () => ids.next()))
  expect(new Set(made).size).toBe(made.length)
})

test.each([-1, WORKER_COUNT, 1.5, Number.NaN])('refuses %s as a worker number', (worker) => {
  expect(() => new SnowflakeGenerator(worker)).toThrow(RangeError)
})
