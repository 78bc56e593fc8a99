import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Coalescer } from '../../src/lib/coalescer.ts'

const WINDOW = 500

let emitted: [key: string, value: number][]
let coalescer: Coalescer<number>

beforeEach(() => {
  vi.useFakeTimers()
  emitted = []
  coalescer = new Coalescer({ window: WINDOW, emit: (key, value) => emitted.push([key, value]) })
})
afterEach(() => {
  vi.useRealTimers()
})

test('passes on the first value at once', () => {
  coalescer.push('a', 1)
  expect(emitted).toEqual([['a', 1]])
})

test('passes on the newest of what came during the window, when it closes', () => {
  for (const value of [1, 2, 3]) coalescer.push('a', value)
  vi.advanceTimersByTime(WINDOW - 1)
  expect(emitted).toEqual([['a', 1]])
  vi.advanceTimersByTime(1)
  expect(emitted).toEqual([
    ['a', 1],
    ['a', 3],
  ])
})

test('passes on at most one value a window, however many come', () => {
  for (let time = 0; time < 10 * WINDOW; time += 5) {
    coalescer.push('a', time)
    vi.advanceTimersByTime(5)
  }
  expect(emitted.length).toBeLessThanOrEqual(11)
  vi.advanceTimersByTime(WINDOW)
  expect(emitted.at(-1)).toEqual(['a', 10 * WINDOW - 5])
})

test('a key that was quiet for a window is passed on at once again', () => {
  coalescer.push('a', 1)
  vi.advanceTimersByTime(WINDOW)
  coalescer.push('a', 2)
  expect(emitted).toEqual([
    ['a', 1],
    ['a', 2],
  ])
})

test('keys do not wait for each other', () => {
  coalescer.push('a', 1)
  coalescer.push('b', 2)
  expect(emitted).toEqual([
    ['a', 1],
    ['b', 2],
  ])
})

test('passes on what is made of all that came during the window, which may be longer for one key than for another', () => {
  const sums = new Coalescer<number>({
    window: (key) => (key === 'slow' ? 3 * WINDOW : WINDOW),
    emit: (key, value) => emitted.push([key, value]),
    merge: (earlier, later) => earlier + later,
  })
  for (const key of ['quick', 'slow']) for (const value of [1, 10, 100]) sums.push(key, value)
  vi.advanceTimersByTime(WINDOW)
  sums.push('quick', 1000)
  vi.advanceTimersByTime(2 * WINDOW)
  expect(emitted).toEqual([
    ['quick', 1],
    ['slow', 1],
    ['quick', 110],
    ['quick', 1000],
    ['slow', 110],
  ])
})

test('drops what is pending when it is stopped, and leaves no timer behind', () => {
  coalescer.push('a', 1)
  coalescer.push('a', 2)
  coalescer.stop()
  vi.advanceTimersByTime(10 * WINDOW)
  expect(emitted).toEqual([['a', 1]])
  expect(vi.getTimerCount()).toBe(0)
})

test('keeps nothing of keys that are quiet', () => {
  for (let key = 0; key < 100; key++) coalescer.push(`${key}`, key)
  vi.advanceTimersByTime(WINDOW)
  expect(vi.getTimerCount()).toBe(0)
})
