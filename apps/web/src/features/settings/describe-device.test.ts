import { expect, test } from 'vitest'
import { describeDevice } from './describe-device.ts'
import { timeAgo } from './time-ago.ts'

test('names a browser and its system as people would', () => {
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
  const safari =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
  expect(describeDevice({ kind: 'cookie', userAgent: firefox })).toEqual({
    name: 'Firefox on Windows',
    kind: 'desktop',
  })
  expect(describeDevice({ kind: 'cookie', userAgent: safari })).toEqual({ name: 'Safari on iOS', kind: 'mobile' })
})

test('says so when it cannot tell', () => {
  expect(describeDevice({ kind: 'cookie', userAgent: null }).name).toBe('Unknown browser')
  expect(describeDevice({ kind: 'cookie', userAgent: '' }).name).toBe('Unknown browser')
  expect(describeDevice({ kind: 'cookie', userAgent: 'curl' }).name).toBe('curl')
  expect(describeDevice({ kind: 'token', userAgent: null }).name).toBe('App or bot')
})

test('tells roughly when a device was last active', () => {
  const now = Date.parse('2026-06-15T12:00:00Z')
  expect(timeAgo('2026-06-15T11:59:40Z', now)).toBe('Last active just now')
  expect(timeAgo('2026-06-15T12:05:00Z', now)).toBe('Last active just now')
  expect(timeAgo('2026-06-15T11:55:00Z', now)).toBe('Last active 5 minutes ago')
  expect(timeAgo('2026-06-14T12:00:00Z', now)).toBe('Last active yesterday')
})
