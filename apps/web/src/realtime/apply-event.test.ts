import type { Call, CallParticipant } from '@parley/contracts/call'
import type { ServerEventName, ServerEventPayloads } from '@parley/contracts/events'
import type { Message, UnreadState } from '@parley/contracts/message'
import type { Member, Server, ServerDetail } from '@parley/contracts/server'
import { QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, it } from 'vitest'
import { typistsOf } from '../features/message/typing-store.ts'
import { eventNames } from './apply-event.ts'
import { createEventSink, type EventSink } from './event-sink.ts'
import { windowFromPage } from './message-window.ts'
import { keys } from './query-keys.ts'

const at = '2026-01-01T00:00:00.000Z'
const person = (id: string, displayName = `Person ${id}`) => ({
  id,
  username: `person${id}`,
  displayName,
  avatarUrl: null,
  bio: '',
  createdAt: at,
})
const self = person('1', 'Ana')
const ben = person('2', 'Ben')

const message = (seq: number, change: Partial<Message> = {}): Message => ({
  id: String(1000 + seq),
  channelId: '10',
  seq,
  type: 0,
  content: `message ${seq}`,
  author: { id: ben.id, username: ben.username, displayName: ben.displayName, avatarUrl: null },
  createdAt: at,
  editedAt: null,
  ...change,
})
const channel = (id: string, position = 0) => ({
  id,
  serverId: '5',
  type: 0,
  name: `channel ${id}`,
  topic: null,
  position,
  lastSeq: 0,
  lastMessageId: null,
})
const server: Server = { id: '5', name: 'Garden', iconUrl: null, ownerId: '1', memberCount: 1, createdAt: at }
const member = (user: ReturnType<typeof person>): Member => ({
  serverId: '5',
  userId: user.id,
  user,
  joinedAt: at,
  status: 'online',
  lastSeenAt: null,
})
const conversation = (id: string, lastSeq = 0) => ({
  id,
  type: 1,
  name: null,
  participants: [self, ben].map((user) => ({ ...user, status: 'online' as const, lastSeenAt: null })),
  lastSeq,
  lastMessageId: lastSeq === 0 ? null : String(1000 + lastSeq),
})
const participant = (id: string, user: ReturnType<typeof person>, change: Partial<CallParticipant> = {}) => ({
  id,
  userId: user.id,
  user: { id: user.id, username: user.username, displayName: user.displayName, avatarUrl: null },
  audio: true,
  video: false,
  screen: false,
  muted: false,
  deafened: false,
  reconnecting: false,
  joinedAt: at,
  ...change,
})
const call = (id: string, ...participants: CallParticipant[]): Call => ({
  id,
  serverId: id === '20' ? null : '5',
  startedAt: at,
  participants,
  ringing: [],
})
const unreadState = (channelId: string, change: Partial<UnreadState> = {}): UnreadState => ({
  channelId,
  serverId: '5',
  lastSeq: 0,
  lastMessageId: null,
  lastReadSeq: 0,
  lastReadMessageId: null,
  generation: 0,
  mentionSeqs: [],
  ...change,
})

let queryClient: QueryClient
let sink: EventSink

beforeEach(() => {
  queryClient = new QueryClient()
  sink = createEventSink(queryClient, self.id)
  const detail: ServerDetail = {
    ...server,
    channels: [channel('10'), channel('11', 1)],
    members: [member(self)],
    hasMoreMembers: false,
  }
  queryClient.setQueryData(keys.self, { ...self, email: 'ana@example.org', isAdmin: false })
  queryClient.setQueryData(keys.servers, [server])
  queryClient.setQueryData(keys.server('5'), detail)
  queryClient.setQueryData(keys.members('5'), {
    pages: [{ members: [member(self)], hasMore: false }],
    pageParams: [{}],
  })
  queryClient.setQueryData(keys.conversations, [conversation('20', 3), conversation('21')])
  queryClient.setQueryData(
    keys.messages('10'),
    windowFromPage({ messages: [message(1)], hasMore: false }, { newest: true }),
  )
  queryClient.setQueryData(keys.calls, [call('12', participant('300', ben)), call('20', participant('310', ben))])
  queryClient.setQueryData(keys.unread, [
    unreadState('10', { lastSeq: 1, lastReadSeq: 1 }),
    unreadState('11'),
    unreadState('20', { serverId: null, lastSeq: 3 }),
    unreadState('21', { serverId: null }),
  ])
})

const unreadOf = (channelId: string) =>
  queryClient.getQueryData(keys.unread)?.find((state) => state.channelId === channelId)
const everything = () =>
  queryClient
    .getQueryCache()
    .getAll()
    .map((query) => [query.queryKey, query.state.data] as const)

/** One event of every kind, as the app would send it here. */
const samples: ServerEventPayloads = {
  'message-created': message(2),
  'message-updated': message(1, { content: 'edited', editedAt: at }),
  'message-deleted': { id: '1001', channelId: '10' },
  'channel-activity': { channelId: '11', lastSeq: 4, lastMessageId: '1004' },
  typing: { channelId: '10', userIds: ['2'] },
  presence: { userId: '2', status: 'idle', lastSeenAt: at },
  'server-updated': { ...server, name: 'Park' },
  'server-deleted': { id: '5' },
  'channel-created': channel('12', 2),
  'channel-updated': { ...channel('11', 1), name: 'renamed' },
  'channels-reordered': { serverId: '5', channelIds: ['11', '10'] },
  'channel-deleted': { id: '11', serverId: '5' },
  'member-joined': member(ben),
  'member-left': { serverId: '5', userId: '2' },
  'member-updated': member({ ...self, displayName: 'Anna' }),
  'server-joined': { ...server, id: '6', name: 'Park' },
  'user-updated': { ...ben, displayName: 'Benedikt' },
  'conversation-created': conversation('22'),
  'conversation-updated': { ...conversation('20', 3), name: 'Walks' },
  'conversation-deleted': { id: '20' },
  'call-joined': { callId: '13', serverId: '5', startedAt: at, participant: participant('301', self) },
  'call-left': { callId: '12', serverId: '5', participant: participant('300', ben), reason: 'left' },
  'call-state': { callId: '12', serverId: '5', participant: participant('300', ben, { muted: true }) },
  'call-ring': { callId: '20', participant: participant('310', ben) },
  'call-ring-ended': { callId: '20', userId: '1', reason: 'declined' },
  'call-topology': { callId: '12', topology: 'sfu', unit: '1', isReady: true },
  offer: { callId: '12', to: '300', from: '301', description: { type: 'offer', sdp: 'v=0' } },
  answer: { callId: '12', to: '300', from: '301', description: { type: 'answer', sdp: 'v=0' } },
  'ice-candidate': {
    callId: '12',
    to: '300',
    from: '301',
    candidate: { candidate: '', sdpMid: '0', sdpMLineIndex: 0 },
  },
  'read-state': { channelId: '20', lastReadSeq: 3, lastReadMessageId: '1003', generation: 0 },
  'mention-created': message(2),
  'mention-deleted': { channelId: '10', seq: 1 },
  'notification-settings-updated': { channelId: '11', level: null, muted: true, mutedUntil: null },
  'sessions-updated': {},
  'events-missed': {},
  'session-ended': { reason: 'logout' },
}

describe.each(eventNames)('%s', (name: ServerEventName) => {
  it('changes nothing more when it comes again', () => {
    sink.apply(name, samples[name])
    const once = everything()
    sink.apply(name, samples[name])
    expect(everything()).toEqual(once)
  })

  it('is harmless while nothing is known', () => {
    queryClient.clear()
    sink.apply(name, samples[name])
    expect(everything()).toEqual([])
  })
})

describe('messages', () => {
  it('raise what is unread, and are read by who writes them', () => {
    sink.apply('message-created', message(2))
    expect(unreadOf('10')).toMatchObject({ lastSeq: 2, lastReadSeq: 1 })
    sink.apply('message-created', message(3, { author: self }))
    expect(unreadOf('10')).toMatchObject({ lastSeq: 3, lastReadSeq: 3 })
  })

  it('bring their conversation to the top', () => {
    sink.apply('channel-activity', { channelId: '21', lastSeq: 1, lastMessageId: '1004' })
    expect(queryClient.getQueryData(keys.conversations)?.map(({ id }) => id)).toEqual(['21', '20'])
  })

  it('of a page under way are applied to it, whichever is read first', () => {
    using recording = sink.record('10')
    sink.apply('message-created', message(2))
    sink.apply('message-deleted', { id: '1001', channelId: '10' })
    const page = windowFromPage({ messages: [message(1)], hasMore: false }, { newest: true })
    const shown = recording.replay(page).messages.filter(({ deleted }) => !deleted)
    expect(shown.map(({ seq }) => seq)).toEqual([2])
  })
})

describe('read offsets', () => {
  const read = (seq: number, generation = 0) =>
    sink.apply('read-state', {
      channelId: '20',
      lastReadSeq: seq,
      lastReadMessageId: seq === 0 ? null : String(1000 + seq),
      generation,
    })

  it('do not move back by what comes late', () => {
    read(3)
    read(2)
    expect(unreadOf('20')?.lastReadSeq).toBe(3)
  })

  it('move back when something is marked as unread, and what was read before that does not count', () => {
    read(3)
    read(1, 1)
    read(3)
    expect(unreadOf('20')).toMatchObject({ lastReadSeq: 1, lastReadMessageId: '1001' })
    read(2, 1)
    expect(unreadOf('20')?.lastReadSeq).toBe(2)
  })
})

describe('mentions', () => {
  it('are counted until they are read or deleted', () => {
    sink.apply('mention-created', message(2))
    sink.apply('mention-created', message(3))
    sink.apply('mention-created', message(4))
    sink.apply('mention-created', message(4))
    sink.apply('mention-deleted', { channelId: '10', seq: 3 })
    expect(unreadOf('10')?.mentionSeqs).toEqual([2, 4])
    sink.apply('read-state', { channelId: '10', lastReadSeq: 2, lastReadMessageId: '1002', generation: 0 })
    expect(unreadOf('10')?.mentionSeqs).toEqual([4])
    sink.apply('mention-created', message(2))
    expect(unreadOf('10')?.mentionSeqs).toEqual([4])
  })
})

describe('notification settings', () => {
  it('replace what was chosen before about the same place', () => {
    const quiet = { level: 'none', muted: false, mutedUntil: null } as const
    queryClient.setQueryData(keys.notificationSettings, {
      servers: [{ serverId: '5', ...quiet }],
      channels: [{ channelId: '5', ...quiet }],
    })
    sink.apply('notification-settings-updated', { serverId: '5', ...quiet, level: 'all' })
    sink.apply('notification-settings-updated', { channelId: '11', ...quiet })
    expect(queryClient.getQueryData(keys.notificationSettings)).toEqual({
      servers: [{ serverId: '5', ...quiet, level: 'all' }],
      channels: [
        { channelId: '5', ...quiet },
        { channelId: '11', ...quiet },
      ],
    })
  })
})

describe('leaving', () => {
  it.each([
    ['server-deleted', { id: '5' }],
    ['member-left', { serverId: '5', userId: '1' }],
  ] as const)('by %s takes a server with all that was known of it', (name, payload) => {
    sink.apply(name, payload)
    expect(queryClient.getQueryData(keys.servers)).toEqual([])
    expect(queryClient.getQueryData(keys.server('5'))).toBeUndefined()
    expect(queryClient.getQueryData(keys.messages('10'))).toBeUndefined()
    expect(queryClient.getQueryData(keys.unread)?.map(({ channelId }) => channelId)).toEqual(['20', '21'])
  })
})

it('ends the typing of who leaves a server', () => {
  sink.apply('typing', { channelId: '10', userIds: ['2', '3'] })
  sink.apply('member-left', { serverId: '5', userId: '2' })
  expect(typistsOf('10')).toEqual(['3'])
})

describe('calls', () => {
  const callOf = (id: string) => queryClient.getQueryData(keys.calls)?.find((one) => one.id === id)

  it('begin with the first who joins, and end with the last who leaves', () => {
    const joined = participant('301', self)
    sink.apply('call-joined', { callId: '13', serverId: '5', startedAt: at, participant: joined })
    expect(callOf('13')).toEqual(call('13', joined))
    sink.apply('call-left', { callId: '13', serverId: '5', participant: joined, reason: 'left' })
    expect(callOf('13')).toBeUndefined()
  })

  it('ring until somebody says otherwise', () => {
    sink.apply('call-ring', samples['call-ring'])
    expect(callOf('20')?.ringing).toEqual(['1'])
    sink.apply('call-ring-ended', samples['call-ring-ended'])
    expect(callOf('20')?.ringing).toEqual([])
  })

  it('are gone with their server', () => {
    sink.apply('server-deleted', { id: '5' })
    expect(queryClient.getQueryData(keys.calls)?.map(({ id }) => id)).toEqual(['20'])
  })
})

describe('people', () => {
  it('carry their new name everywhere', () => {
    sink.apply('member-joined', member(ben))
    sink.apply('user-updated', { ...ben, displayName: 'Benedikt' })
    const text = JSON.stringify(everything().filter(([key]) => key[0] !== 'user'))
    expect(text).toContain('Benedikt')
    expect(text).not.toContain('"Ben"')
  })
})

it('hears of channels it does not know by asking again', () => {
  const seen: unknown[] = []
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'invalidate') seen.push(event.query.queryKey)
  })
  return new Promise<void>((resolve) => {
    queryClient.getQueryCache().subscribe(() => {
      if (seen.length === 2) resolve()
    })
    sink.apply('channel-activity', { channelId: '99', lastSeq: 1, lastMessageId: '1' })
  }).then(() => expect(seen).toEqual([keys.unread, keys.conversations]))
})
