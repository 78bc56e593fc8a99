import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Cache, clearCaches, type SharedStore, setUpSharedCache } from '../../src/lib/cache.ts'

let loads: string[]
let value: string | null
/** Settles what is being loaded. */
let gate: PromiseWithResolvers<void> | undefined

const load = async (key: string) => {
  loads.push(key)
  const read = value
  await gate?.promise
  return read
}
const create = (sharedTtl?: number) =>
  new Cache<string | null>({ name: 'test', max: 100, ttl: 1_000, load, ...(sharedTtl && { sharedTtl }) })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'Date', 'setTimeout', 'clearTimeout'] })
  // At 0 the cache below takes a time for none.
  vi.advanceTimersByTime(1)
  loads = []
  value = 'first'
  gate = undefined
})
afterEach(() => vi.useRealTimers())

test('a thousand who ask for a key at once cost one load', async () => {
  const cache = create()
  const answers = await Promise.all(Array.from({ length: 1000 }, () => cache.get('key')))
  expect(new Set(answers)).toEqual(new Set(['first']))
  expect(loads).toEqual(['key'])
})

test('what does not exist is remembered, too', async () => {
  value = null
  const cache = create()
  expect([await cache.get('key'), await cache.get('key')]).toEqual([null, null])
  expect(loads).toHaveLength(1)
})

test('nothing is remembered longer than its time, counted from when it was asked for', async () => {
  const cache = create()
  gate = Promise.withResolvers()
  const slow = cache.get('key')
  vi.advanceTimersByTime(900)
  gate.resolve()
  await slow
  vi.advanceTimersByTime(101)
  value = 'second'
  expect(await cache.get('key')).toBe('second')
})

test('what is forgotten while it is loaded is not remembered', async () => {
  const cache = create()
  gate = Promise.withResolvers()
  const early = cache.get('key')
  value = 'second'
  cache.forget('key')
  const late = cache.get('key')
  gate.resolve()
  expect([await early, await late, await cache.get('key')]).toEqual(['first', 'second', 'second'])
  expect(loads).toHaveLength(2)
})

test('a load that fails is not remembered', async () => {
  let attempts = 0
  const failing = new Cache<number>({
    name: 'failing',
    max: 10,
    ttl: 1_000,
    load: () => (attempts++ === 0 ? Promise.reject(new Error('away')) : Promise.resolve(attempts)),
  })
  await expect(failing.get('key')).rejects.toThrow('away')
  expect(await failing.get('key')).toBe(2)
})

test('what is asked for again is loaded anew before its time is up, and nobody waits for that', async () => {
  const cache = create()
  await cache.get('key')
  vi.advanceTimersByTime(750)
  value = 'second'
  gate = Promise.withResolvers()
  expect([await cache.get('key'), await cache.get('key')]).toEqual(['first', 'first'])
  expect(loads).toHaveLength(2)
  gate.resolve()
  await vi.waitFor(async () => expect(await cache.get('key')).toBe('second'))
  expect(loads).toHaveLength(2)
})

test('a load ahead of time that fails, or comes after the value was forgotten, changes nothing', async () => {
  const cache = create()
  await cache.get('key')
  vi.advanceTimersByTime(750)
  gate = Promise.withResolvers()
  await cache.get('key')
  gate.reject(new Error('away'))
  await expect(cache.get('key')).resolves.toBe('first')
  gate = Promise.withResolvers()
  await cache.get('key')
  cache.forget('key')
  value = 'second'
  const asked = cache.get('key')
  gate.resolve()
  expect([await asked, await cache.get('key')]).toEqual(['second', 'second'])
})

test('lifetimes vary, so that what was loaded together is not loaded anew together', async () => {
  const cache = create()
  const keys = Array.from({ length: 100 }, (_, index) => String(index))
  await Promise.all(keys.map((key) => cache.get(key)))
  vi.advanceTimersByTime(630)
  loads = []
  await Promise.all(keys.map((key) => cache.get(key)))
  expect(loads.length).toBeGreaterThan(10)
  expect(loads.length).toBeLessThan(90)
})

/** What instances share. */
function shareStore() {
  const kept = new Map<string, unknown>()
  const state = { isAway: false }
  const attempt = async <Result>(action: () => Result) => {
    if (state.isAway) throw new Error('away')
    return action()
  }
  const store: SharedStore = {
    get: (key) => attempt(() => kept.get(key)),
    set: (key, given) => attempt(() => void kept.set(key, given)),
    delete: (key) => attempt(() => void kept.delete(key)),
  }
  setUpSharedCache(store)
  return state
}

test('instances load for each other, and a store that is away is no matter', async () => {
  const shared = shareStore()
  const [one, other] = [create(60_000), create(60_000)]
  await one.get('key')
  expect(await other.get('key')).toBe('first')
  expect(loads).toHaveLength(1)

  value = 'second'
  one.forget('key')
  other.forget('key')
  expect([await other.get('key'), await one.get('key')]).toEqual(['second', 'second'])
  expect(loads).toHaveLength(2)

  shared.isAway = true
  value = 'third'
  clearCaches()
  expect(await one.get('key')).toBe('third')
})

test('what is forgotten while it is loaded is not passed on, also while it is being loaded again', async () => {
  shareStore()
  const [one, other] = [create(60_000), create(60_000)]
  const before = Promise.withResolvers<void>()
  gate = before
  const early = one.get('key')
  await vi.waitUntil(() => loads.length === 1)
  one.forget('key')
  value = 'second'
  gate = Promise.withResolvers()
  const late = one.get('key')
  await vi.waitUntil(() => loads.length === 2)
  before.resolve()
  expect(await early).toBe('first')
  const elsewhere = other.get('key')
  gate.resolve()
  expect([await late, await elsewhere]).toEqual(['second', 'second'])
})
