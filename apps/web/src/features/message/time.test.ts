import { describe, expect, it } from 'vitest'
import { formatDay, formatMoment, formatRelative, formatTime } from './time.ts'

const now = new Date(2026, 10, 21, 15, 0)
const today = new Date(2026, 10, 21, 14, 3)
const yesterday = new Date(2026, 10, 20, 23, 59)
const earlier = new Date(2026, 10, 3, 9, 5)

describe('moments', () => {
  it.each([
    [today, `Today at ${formatTime(today)}`],
    [yesterday, `Yesterday at ${formatTime(yesterday)}`],
    [earlier, `Nov 3, 2026, ${formatTime(earlier)}`],
  ])('%s', (date, expected) => expect(formatMoment(date, now)).toBe(expected))
})

describe('days', () => {
  it.each([
    [today, 'Today'],
    [yesterday, 'Yesterday'],
    [earlier, 'Tuesday, November 3, 2026'],
  ])('%s', (date, expected) => expect(formatDay(date, now)).toBe(expected))
})

describe('distances', () => {
  it.each([
    [new Date(now.getTime() + 5 * 60_000), 'in 5 minutes'],
    [new Date(now.getTime() - 3 * 86_400_000), '3 days ago'],
    [now, 'now'],
  ])('%s', (date, expected) => expect(formatRelative(date, now)).toBe(expected))
})
