import { limits } from '@parley/contracts/limits'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LocalBus } from '../../src/lib/bus.ts'
import { bindPublisher } from '../../src/realtime/publisher.ts'
import type { ParleyServer } from '../../src/realtime/socket-types.ts'
import { startTyping, stopAllTyping, stopTyping } from '../../src/realtime/typing.ts'

const channel = { id: '1', serverId: '9' }

/** What was emitted: to which room, and who was typing. */
let emitted: [room: string, userIds: string[]][]

beforeEach(() => {
  vi.useFakeTimers()
  emitted = []
  const recorder = {
    to: (room: string) => ({
      emit: (_name: string, { userIds }: { userIds: string[] }) => emitted.push([room, userIds]),
    }),
  }
  bindPublisher({ local: recorder } as unknown as ParleyServer, new LocalBus())
})
afterEach(() => {
  stopAllTyping()
  vi.useRealTimers()
})

const lastTypists = () => emitted.at(-1)?.[1]

test('the first who types is announced at once, to those who have the channel open', () => {
  startTyping(channel, 'ana')
  startTyping({ id: '2', serverId: null }, 'ben')
  expect(emitted).toEqual([
    ['channel:1', ['ana']],
    ['conversation:2', ['ben']],
  ])
})

test('however many start and stop, there is one announcement a window, of everybody who types then', () => {
  const people = Array.from({ length: 100 }, (_, index) => `user ${index}`)
  for (const person of people) startTyping(channel, person)
  expect(emitted).toHaveLength(1)
  for (const person of people.slice(1)) stopTyping(channel, person)
  startTyping(channel, 'ben')
  vi.advanceTimersByTime(limits.coalesceWindow)
  expect(emitted).toEqual([
    ['channel:1', ['user 0']],
    ['channel:1', ['user 0', 'ben']],
  ])
})

test('whoever types on is not announced again', () => {
  startTyping(channel, 'ana')
  for (let second = 0; second < 60; second++) {
    vi.advanceTimersByTime(1000)
    startTyping(channel, 'ana')
  }
  expect(emitted).toHaveLength(1)
})

test('whoever has not typed for the whole time counts as having stopped', () => {
  startTyping(channel, 'ana')
  vi.advanceTimersByTime(limits.typingTimeout - 1)
  expect(lastTypists()).toEqual(['ana'])
  vi.advanceTimersByTime(limits.coalesceWindow)
  expect(lastTypists()).toEqual([])
  vi.advanceTimersByTime(limits.coalesceWindow)
  expect(vi.getTimerCount()).toBe(0)
})

test('stopping is announced, and stopping twice is not', () => {
  startTyping(channel, 'ana')
  vi.advanceTimersByTime(limits.coalesceWindow)
  stopTyping(channel, 'ana')
  expect(lastTypists()).toEqual([])
  vi.advanceTimersByTime(limits.coalesceWindow)
  stopTyping(channel, 'ana')
  stopTyping(channel, 'ben')
  expect(emitted).toHaveLength(2)
})

test('nothing is announced after everything was stopped', () => {
  startTyping(channel, 'ana')
  startTyping(channel, 'ben')
  stopAllTyping()
  vi.advanceTimersByTime(60_000)
  expect(emitted).toHaveLength(1)
  expect(vi.getTimerCount()).toBe(0)
})
