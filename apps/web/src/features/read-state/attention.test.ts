import type { UnreadState } from '@parley/contracts/message'
import { expect, it } from 'vitest'
import { attentionOf } from './attention.ts'

const state = (
  channelId: string,
  serverId: string | null,
  unread: number,
  mentionSeqs: number[] = [],
): UnreadState => ({
  channelId,
  serverId,
  lastSeq: unread,
  lastMessageId: '1',
  lastReadSeq: 0,
  lastReadMessageId: null,
  generation: 0,
  mentionSeqs,
})
const unset = { level: null, muted: false, mutedUntil: null }
const all = () => true

it('counts mentions and conversations as meant for one, and the rest as unread', () => {
  const states = [state('10', '5', 4, [2]), state('11', '5', 3), state('20', null, 2)]
  expect(attentionOf(states, undefined, all)).toEqual({ unread: 9, personal: 3 })
  expect(attentionOf(states, undefined, ({ serverId }) => serverId === '5')).toEqual({ unread: 7, personal: 1 })
})

it('counts everything where one asked to hear of everything', () => {
  const settings = { servers: [{ serverId: '5', ...unset, level: 'all' as const }], channels: [] }
  expect(attentionOf([state('10', '5', 4)], settings, all)).toEqual({ unread: 4, personal: 4 })
})

it('leaves out what is muted, but for mentions', () => {
  const muted = { servers: [], channels: ['10', '20'].map((channelId) => ({ channelId, ...unset, muted: true })) }
  const states = [state('10', '5', 4, [3]), state('20', null, 2)]
  expect(attentionOf(states, muted, all)).toEqual({ unread: 1, personal: 1 })
})
