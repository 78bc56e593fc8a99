import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Roster } from '../../src/lib/roster.ts'
import { Ether, TestBus } from '../support/test-bus.ts'

let ether: Ether
let a: Roster<string>
let b: Roster<string>
let changes: [key: string, isLost: boolean][]

/** Long enough for what got lost to be noticed. */
const aWhile = () => vi.advanceTimersByTime(3_000)

beforeEach(() => {
  vi.useFakeTimers()
  ether = new Ether()
  a = new Roster('seats', new TestBus('a', ether))
  b = new Roster('seats', new TestBus('b', ether))
  changes = []
  b.onPeerChange((keys, isLost) => changes.push(...[...keys].map((key): [string, boolean] => [key, isLost])))
})
afterEach(() => {
  a.close()
  b.close()
  vi.useRealTimers()
})

const seen = (roster: Roster<string>, key = 'call') => Object.fromEntries(roster.get(key))

test('what is held on one instance is known on all', () => {
  a.set('call', 'phone', 'muted')
  b.set('call', 'desk', 'loud')
  for (const roster of [a, b]) expect(seen(roster)).toEqual({ phone: 'muted', desk: 'loud' })
  a.set('call', 'phone', 'loud')
  expect(seen(b)).toEqual({ phone: 'loud', desk: 'loud' })
  a.delete('call', 'phone')
  expect(seen(b)).toEqual({ desk: 'loud' })
  expect(changes).toEqual([
    ['call', false],
    ['call', false],
    ['call', false],
  ])
  expect([a.ownKeys(), b.ownKeys()]).toEqual([[], ['call']])
})

test('a newcomer learns what is held', () => {
  a.set('call', 'phone', 'muted')
  const bus = new TestBus('c', ether)
  const c = new Roster<string>('seats', bus)
  bus.emit('joined', 'a')
  expect(seen(c)).toEqual({ phone: 'muted' })
  c.close()
})

test('what got lost on its way is noticed by the next change, or without one in a while', () => {
  a.set('call', 'phone', 'muted')
  ether.loses = true
  a.set('call', 'tablet', 'muted')
  a.delete('call', 'phone')
  ether.loses = false
  a.set('call', 'desk', 'loud')
  expect(seen(b)).toEqual({ tablet: 'muted', desk: 'loud' })
  ether.loses = true
  a.delete('call', 'desk')
  aWhile()
  ether.loses = false
  aWhile()
  expect(seen(b)).toEqual({ tablet: 'muted' })
})

test('when the bus is back, everybody says what they hold', () => {
  ether.loses = true
  a.set('call', 'phone', 'muted')
  b.set('call', 'desk', 'loud')
  ether.loses = false
  for (const bus of ether.buses.values()) bus.emit('back')
  for (const roster of [a, b]) expect(seen(roster)).toEqual({ phone: 'muted', desk: 'loud' })
})

test('what an instance held goes with it, and nothing else', () => {
  a.set('call', 'phone', 'muted')
  a.set('other', 'tablet', 'muted')
  b.set('call', 'desk', 'loud')
  changes = []
  ether.buses.get('b')?.emit('lost', 'a', false)
  expect(seen(b)).toEqual({ desk: 'loud' })
  expect(b.size).toBe(1)
  expect(changes).toEqual([
    ['call', true],
    ['other', true],
  ])
})
