import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ForwardedCalls } from '../../src/realtime/forwarded-calls.ts'
import { Ether, TestBus } from '../support/test-bus.ts'

let a: ForwardedCalls
let b: ForwardedCalls
let busOfA: TestBus
let busOfB: TestBus
let ether: Ether
let heard: string[]

beforeEach(() => {
  vi.useFakeTimers()
  ether = new Ether()
  busOfA = new TestBus('a', ether)
  busOfB = new TestBus('b', ether)
  heard = []
  a = new ForwardedCalls(busOfA, () => undefined)
  b = new ForwardedCalls(busOfB, (callIds) => heard.push(...callIds))
})
afterEach(() => {
  for (const calls of [a, b]) calls.close()
  vi.useRealTimers()
})

test('every instance knows through which unit a call goes', () => {
  expect(b.topologyOf('1')).toEqual({ topology: 'mesh' })
  a.place('1', { unit: '10', isReady: true, isFull: false })
  expect(b.topologyOf('1')).toEqual({ topology: 'sfu', unit: '10', isReady: true })
  expect(heard).toEqual(['1'])
  expect([a.isHere('1'), b.isHere('1')]).toEqual([true, false])
})

test('of two that place a call at the same moment one has it', () => {
  ether.loses = true
  a.place('1', { unit: '10', isReady: true, isFull: false })
  b.place('1', { unit: '20', isReady: true, isFull: false })
  ether.loses = false
  vi.advanceTimersByTime(3_000)
  for (const calls of [a, b]) expect(calls.topologyOf('1')).toEqual({ topology: 'sfu', unit: '10', isReady: true })
  expect(b.isHere('1')).toBe(false)
})

test('a call whose instance is gone goes through no unit', () => {
  a.place('1', { unit: '10', isReady: true, isFull: false })
  busOfB.emit('lost', 'a', false)
  expect(b.topologyOf('1')).toEqual({ topology: 'mesh' })
  expect(heard).toEqual(['1', '1'])
})
