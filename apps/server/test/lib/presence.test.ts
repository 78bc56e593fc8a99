import { afterAll, beforeAll, expect, test } from 'vitest'
import { LocalBus } from '../../src/lib/bus.ts'
import {
  bindPresence,
  hasConnection,
  removeConnection,
  setConnectionStatus,
  statusOf,
  stopPresence,
} from '../../src/realtime/presence.ts'

beforeAll(() => bindPresence(new LocalBus(), () => undefined))
afterAll(stopPresence)

test('somebody is online from the first connection to the last', () => {
  expect(statusOf('ana')).toBe('offline')
  expect(setConnectionStatus('ana', 'phone', 'online')).toBe(true)
  expect(setConnectionStatus('ana', 'laptop', 'online')).toBe(false)
  expect(removeConnection('ana', 'phone')).toBe(false)
  expect(statusOf('ana')).toBe('online')
  expect(removeConnection('ana', 'laptop')).toBe(true)
  expect(statusOf('ana')).toBe('offline')
})

test('the most active device counts, but not against the wish not to be disturbed', () => {
  setConnectionStatus('ben', 'phone', 'idle')
  expect(statusOf('ben')).toBe('idle')
  expect(setConnectionStatus('ben', 'laptop', 'online')).toBe(true)
  expect(statusOf('ben')).toBe('online')
  expect(setConnectionStatus('ben', 'phone', 'dnd')).toBe(true)
  expect(statusOf('ben')).toBe('dnd')
  expect(removeConnection('ben', 'phone')).toBe(true)
  expect(statusOf('ben')).toBe('online')
  removeConnection('ben', 'laptop')
})

test('a connection that was never there changes nothing', () => {
  expect(removeConnection('cem', 'phone')).toBe(false)
  setConnectionStatus('cem', 'laptop', 'dnd')
  expect(removeConnection('cem', 'phone')).toBe(false)
  expect(hasConnection('cem', 'phone')).toBe(false)
  expect(hasConnection('cem', 'laptop')).toBe(true)
  expect(statusOf('cem')).toBe('dnd')
  removeConnection('cem', 'laptop')
})
