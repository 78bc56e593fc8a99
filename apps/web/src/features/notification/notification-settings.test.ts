import type { NotificationSettingsList } from '@parley/contracts/notification'
import { describe, expect, it } from 'vitest'
import { effectiveLevel, isMuted, liftExpiredMutes } from './notification-settings.ts'

const channel = { kind: 'channel', channelId: '10', serverId: '5' } as const
const conversation = { kind: 'conversation', channelId: '20' } as const
const unset = { level: null, muted: false, mutedUntil: null }
const list = (change: Partial<NotificationSettingsList>): NotificationSettingsList => ({
  servers: [],
  channels: [],
  ...change,
})

describe('what a channel tells of', () => {
  it('is mentions in a server and everything in a conversation, unless something is chosen', () => {
    expect(effectiveLevel(undefined, channel)).toBe('mentions')
    expect(effectiveLevel(undefined, conversation)).toBe('all')
  })

  it('is what was chosen about it, else about its server', () => {
    const servers = [{ serverId: '5', ...unset, level: 'all' as const }]
    expect(effectiveLevel(list({ servers }), channel)).toBe('all')
    const channels = [{ channelId: '10', ...unset, level: 'none' as const }]
    expect(effectiveLevel(list({ servers, channels }), channel)).toBe('none')
  })

  it('is nothing while it or its server is muted', () => {
    const servers = [{ serverId: '5', ...unset, muted: true }]
    const channels = [{ channelId: '10', ...unset, level: 'all' as const }]
    expect(effectiveLevel(list({ servers, channels }), channel)).toBe('none')
    expect(isMuted(list({ servers, channels }), channel)).toBe(true)
    expect(isMuted(list({ servers }), conversation)).toBe(false)
  })
})

it('lifts a mute when its time is over, and knows when the next one ends', () => {
  const at = (ms: number) => new Date(ms).toISOString()
  const muted = list({
    servers: [{ serverId: '5', ...unset, muted: true, mutedUntil: at(1_000) }],
    channels: [
      { channelId: '10', ...unset, muted: true, mutedUntil: at(3_000) },
      { channelId: '11', ...unset, muted: true },
    ],
  })
  const { list: after, next } = liftExpiredMutes(muted, 2_000)
  expect(after.servers[0]).toMatchObject({ muted: false, mutedUntil: null })
  expect(after.channels).toEqual(muted.channels)
  expect(next).toBe(3_000)
  expect(liftExpiredMutes(muted, 500).list).toBe(muted)
})
