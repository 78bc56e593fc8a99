import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTypingSignal } from './composer/typing-signal.ts'
import { describeTypists } from './describe-typists.ts'

describe('the signal', () => {
  const start = vi.fn()
  const stop = vi.fn()
  beforeEach(() => {
    vi.useFakeTimers()
    start.mockClear()
    stop.mockClear()
  })
  afterEach(() => vi.useRealTimers())

  it('is given at most every three seconds', () => {
    const signal = createTypingSignal({ start, stop })
    for (let key = 0; key < 35; key++) {
      signal.typed()
      vi.advanceTimersByTime(100)
    }
    expect(start).toHaveBeenCalledTimes(2)
  })

  it('ends once, and only if it was given', () => {
    const signal = createTypingSignal({ start, stop })
    signal.stopped()
    signal.typed()
    signal.stopped()
    signal.stopped()
    expect(stop).toHaveBeenCalledTimes(1)
    signal.typed()
    expect(start).toHaveBeenCalledTimes(2)
  })
})

describe('the line', () => {
  it.each([
    [[], 0, ''],
    [['Ana'], 1, 'Ana is typing…'],
    [['Ana', 'Ben'], 2, 'Ana and Ben are typing…'],
    [['Ana', 'Ben', 'Cleo'], 3, 'Ana, Ben and Cleo are typing…'],
    [['Ana', 'Ben', 'Cleo', 'Dan'], 4, 'Several people are typing…'],
    [[], 1, 'Somebody is typing…'],
  ])('%j of %i', (names, count, expected) => expect(describeTypists(names, count)).toBe(expected))
})
