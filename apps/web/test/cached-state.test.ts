import type { ServerEventName } from '@parley/contracts/events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSharedApp } from '../../server/test/support/app.ts'
import { EventLog } from '../../server/test/support/event-log.ts'
import { type Person, signIn, signUp, signUpAll } from '../../server/test/support/people.ts'
import { eventNames } from '../src/realtime/apply-event.ts'
import { fetchAfresh, type Seen, type WarmClient, warmUp } from './warm-client.ts'

// Whatever the app tells must leave a client's caches as they would be if it had been started just now.

/** Ana's client is looked at. Ben owns the server they are in; Carol comes and goes. */
interface World extends Seen {
  ana: Person
  /** Ana's other device. */
  anaElsewhere: Person
  ben: Person
  carol: Person
  /** The server's channel that Ana does not have open. */
  otherChannelId: string
  voiceChannelId: string
  inviteCode: string
  /** What Ben said in the open channel, and last in the conversation. */
  messageId: string
  conversationMessageId: string
}

interface Story {
  about: string
  tell: (world: World) => Promise<unknown>
  /** In the end everything is as it was. */
  isRoundTrip?: true
}

/** How every event of the contract comes about. */
const stories: Record<ServerEventName, Story[]> = {
  'message-created': [
    { about: 'from somebody else', tell: ({ ben, channelId }) => say(ben, channelId, 'hello') },
    {
      about: 'from oneself on another device, which shows it and so marks it as read',
      tell: async ({ anaElsewhere, channelId }) => {
        const { id } = await say(anaElsewhere, channelId, 'hi')
        await anaElsewhere.api.markChannelRead({ params: { channelId }, body: { messageId: id } })
      },
    },
    {
      about: 'in a conversation',
      tell: ({ ben, conversationId }) =>
        ben.api.sendConversationMessage({ params: { conversationId }, body: { content: 'just you' } }),
    },
  ],
  'message-updated': [
    {
      about: 'by its author',
      tell: ({ ben, messageId }) => ben.api.editMessage({ params: { messageId }, body: { content: 'edited' } }),
    },
  ],
  'message-deleted': [
    { about: 'by its author', tell: ({ ben, messageId }) => ben.api.deleteMessage({ params: { messageId } }) },
  ],
  'mention-created': [
    {
      about: 'in a channel that is not open',
      tell: ({ ana, ben, otherChannelId }) => say(ben, otherChannelId, `<@${ana.user.id}> look`),
    },
  ],
  'mention-deleted': [
    {
      about: 'with its message',
      tell: async ({ ana, ben, otherChannelId }) => {
        const { id } = await say(ben, otherChannelId, `<@${ana.user.id}> look`)
        await ben.api.deleteMessage({ params: { messageId: id } })
      },
    },
  ],
  'channel-activity': [
    {
      about: 'in a channel that is not open',
      tell: ({ ben, otherChannelId }) => say(ben, otherChannelId, 'over here'),
    },
  ],
  typing: [
    {
      about: 'by somebody else',
      tell: async ({ ben, channelId }) => {
        const live = await ben.connect({ socket: { reconnection: false } })
        await live.request('typing-start', { channelId })
      },
    },
  ],
  presence: [
    {
      about: 'of somebody who comes online and goes idle',
      tell: async ({ carol, inviteCode }) => {
        await carol.api.joinServer({ body: { inviteCode } })
        const live = await carol.connect({ socket: { reconnection: false } })
        await live.request('set-presence', { status: 'idle' })
      },
    },
  ],
  'server-updated': [
    {
      about: 'by a new name',
      tell: ({ ben, serverId }) => ben.api.updateServer({ params: { serverId }, body: { name: 'Garden' } }),
    },
    {
      about: 'by a new invite code',
      tell: ({ ben, serverId }) => ben.api.regenerateInvite({ params: { serverId } }),
    },
  ],
  'server-deleted': [
    { about: 'by its owner', tell: ({ ben, serverId }) => ben.api.deleteServer({ params: { serverId } }) },
  ],
  'channel-created': [{ about: 'by the owner', tell: ({ ben, serverId }) => makeChannel(ben, serverId, 'new') }],
  'channel-updated': [
    {
      about: 'by another name and topic',
      tell: ({ ben, channelId }) =>
        ben.api.updateChannel({ params: { channelId }, body: { name: 'renamed', topic: 'New' } }),
    },
    {
      about: 'by another position, which moves others too',
      tell: ({ ben, otherChannelId }) =>
        ben.api.updateChannel({ params: { channelId: otherChannelId }, body: { position: 0 } }),
    },
  ],
  'channels-reordered': [
    {
      about: 'by the owner',
      tell: ({ ben, serverId, otherChannelId }) =>
        ben.api.orderChannels({ params: { serverId }, body: { channelIds: [otherChannelId] } }),
    },
  ],
  'channel-deleted': [
    { about: 'that is open', tell: ({ ben, channelId }) => ben.api.deleteChannel({ params: { channelId } }) },
    {
      about: 'that is not open',
      tell: ({ ben, otherChannelId }) => ben.api.deleteChannel({ params: { channelId: otherChannelId } }),
    },
  ],
  'member-joined': [
    { about: 'by an invite', tell: ({ carol, inviteCode }) => carol.api.joinServer({ body: { inviteCode } }) },
  ],
  'member-left': [
    {
      about: 'of their own accord',
      isRoundTrip: true,
      tell: async ({ carol, inviteCode, serverId }) => {
        await carol.api.joinServer({ body: { inviteCode } })
        await carol.api.leaveServer({ params: { serverId } })
      },
    },
    {
      about: 'being oneself, removed by the owner',
      tell: ({ ana, ben, serverId }) => ben.api.removeMember({ params: { serverId, userId: ana.user.id } }),
    },
  ],
  'member-updated': [
    { about: 'by a new name', tell: ({ ben }) => ben.api.updateProfile({ body: { displayName: 'Benedikt' } }) },
    {
      about: 'being oneself',
      tell: ({ anaElsewhere }) => anaElsewhere.api.updateProfile({ body: { displayName: 'Anna', bio: 'Hm.' } }),
    },
  ],
  'server-joined': [
    {
      about: 'on another device',
      tell: async ({ anaElsewhere, carol }) => {
        const { inviteCode = '', channels } = await carol.api.createServer({ body: { name: 'Attic' } })
        await say(carol, String(channels[0]?.id), 'nobody here yet')
        await anaElsewhere.api.joinServer({ body: { inviteCode } })
      },
    },
    {
      about: 'being made on another device',
      tell: ({ anaElsewhere }) => anaElsewhere.api.createServer({ body: { name: 'Cellar' } }),
    },
  ],
  'user-updated': [
    {
      about: 'who shares a conversation only',
      tell: async ({ ana, ben, serverId }) => {
        await ben.api.removeMember({ params: { serverId, userId: ana.user.id } })
        await ben.api.updateProfile({ body: { displayName: 'Ben again' } })
      },
    },
  ],
  'conversation-created': [
    {
      about: 'between two',
      tell: ({ ana, carol }) => carol.api.createConversation({ body: { userId: ana.user.id } }),
    },
    {
      about: 'by being brought into a group in which something was said',
      tell: async ({ ana, ben, carol }) => {
        const { id } = await ben.api.createConversation({ body: { userIds: [carol.user.id], name: 'Trip' } })
        const params = { conversationId: id }
        await ben.api.sendConversationMessage({ params, body: { content: 'before' } })
        await ben.api.addParticipants({ params, body: { userIds: [ana.user.id] } })
      },
    },
  ],
  'conversation-updated': [
    {
      about: 'by a name and another person',
      tell: async ({ ana, ben, carol }) => {
        const { id } = await ben.api.createConversation({ body: { userIds: [ana.user.id] } })
        const params = { conversationId: id }
        await ben.api.updateConversation({ params, body: { name: 'Walks' } })
        await ben.api.addParticipants({ params, body: { userIds: [carol.user.id] } })
      },
    },
  ],
  'conversation-deleted': [
    {
      about: 'by leaving a group on another device',
      isRoundTrip: true,
      tell: async ({ ana, anaElsewhere, ben }) => {
        const { id } = await ben.api.createConversation({ body: { userIds: [ana.user.id] } })
        await anaElsewhere.api.leaveConversation({ params: { conversationId: id } })
      },
    },
  ],
  'read-state': [
    {
      about: 'of a channel, from another device',
      tell: ({ anaElsewhere, channelId, messageId }) =>
        anaElsewhere.api.markChannelRead({ params: { channelId }, body: { messageId } }),
    },
    {
      about: 'of a conversation, from another device',
      tell: ({ anaElsewhere, conversationId, conversationMessageId: messageId }) =>
        anaElsewhere.api.markConversationRead({ params: { conversationId }, body: { messageId } }),
    },
    {
      about: 'back to before a message, from another device',
      tell: async ({ anaElsewhere, channelId, messageId }) => {
        await anaElsewhere.api.markChannelRead({ params: { channelId }, body: { messageId } })
        await anaElsewhere.api.markChannelUnread({ params: { channelId }, body: { messageId } })
      },
    },
  ],
  'notification-settings-updated': [
    {
      about: 'of a server and a channel in it, from another device',
      tell: async ({ anaElsewhere, serverId, channelId }) => {
        const quiet = { level: null, muted: true, mutedUntil: null }
        await anaElsewhere.api.updateServerNotificationSettings({ params: { serverId }, body: quiet })
        await anaElsewhere.api.updateChannelNotificationSettings({ params: { channelId }, body: quiet })
      },
    },
    {
      about: 'of a conversation, from another device',
      tell: ({ anaElsewhere, conversationId }) =>
        anaElsewhere.api.updateConversationNotificationSettings({
          params: { conversationId },
          body: { level: 'mentions', muted: false, mutedUntil: null },
        }),
    },
  ],
  'call-joined': [
    { about: 'in a voice channel', tell: ({ ben, voiceChannelId }) => joinCall(ben, voiceChannelId) },
    {
      about: 'by the other one of a conversation, after it rang',
      tell: async ({ anaElsewhere, ben, conversationId }) => {
        await joinCall(ben, conversationId)
        await joinCall(anaElsewhere, conversationId)
      },
    },
  ],
  'call-left': [
    {
      about: 'by the last',
      isRoundTrip: true,
      tell: async ({ ben, voiceChannelId: callId }) => {
        const live = await joinCall(ben, callId)
        await live.request('leave-call', { callId })
      },
    },
    {
      about: 'by one of two',
      tell: async ({ anaElsewhere, ben, voiceChannelId: callId }) => {
        await joinCall(anaElsewhere, callId)
        const live = await joinCall(ben, callId)
        await live.request('leave-call', { callId })
      },
    },
  ],
  'call-state': [
    {
      about: 'by a microphone muted and a camera switched on',
      tell: async ({ ben, voiceChannelId: callId }) => {
        const live = await joinCall(ben, callId)
        await live.request('call-state', { callId, muted: true, deafened: false, video: true, screen: false })
      },
    },
    {
      about: 'by a lost connection',
      tell: async ({ ben, voiceChannelId }) => {
        const live = await joinCall(ben, voiceChannelId)
        live.close()
      },
    },
    {
      about: 'of somebody with a new name',
      tell: async ({ ben, voiceChannelId: callId }) => {
        const live = await joinCall(ben, callId)
        await ben.api.updateProfile({ body: { displayName: 'Benedikt' } })
        await live.request('call-state', { callId, muted: true, deafened: false, video: false, screen: false })
      },
    },
  ],
  'call-ring': [{ about: 'by somebody who calls', tell: ({ ben, conversationId }) => joinCall(ben, conversationId) }],
  'call-ring-ended': [
    {
      about: 'by being declined on another device',
      tell: async ({ anaElsewhere, ben, conversationId: callId }) => {
        await joinCall(ben, callId)
        const live = await anaElsewhere.connect({ socket: { reconnection: false } })
        await live.request('decline-call', { callId })
      },
    },
  ],
  // Within a call; nothing of it is kept.
  'call-topology': [],
  offer: [],
  answer: [],
  'ice-candidate': [],
  'sessions-updated': [{ about: 'by one more device', tell: ({ ana }) => signIn(app.url, ana) }],
  // Tells of nothing but to ask again.
  'events-missed': [],
  // After it there is nothing to fetch.
  'session-ended': [],
}

const app = await startSharedApp()
const { ben, carol } = await signUpAll(app.url, 'ben', 'carol')

let world: World
let client: WarmClient
let heard: EventLog

beforeEach(async () => {
  world = await createWorld()
  client = await warmUp(world.ana, world)
  heard = new EventLog(client.live)
})
afterEach(() => client.stop())

it('is told of every event there is', () => {
  expect(Object.keys(stories).sort()).toEqual([...eventNames].sort())
})

it('stays as it is when the session ends', async () => {
  const before = client.known()
  await world.anaElsewhere.api.endOtherSessions()
  await heard.first('session-ended')
  expect(client.known()).toEqual(before)
})

for (const [name, tales] of Object.entries(stories) as [ServerEventName, Story[]][]) {
  describe.runIf(tales.length > 0)(name, () => {
    it.each(tales)('$about', async ({ tell, isRoundTrip }) => {
      const before = client.known()
      await tell(world)
      await heard.first(name)
      await vi.waitFor(
        async () => {
          expect(client.isSettled()).toBe(true)
          expect(client.known()).toEqual(await fetchAfresh(world.ana, world, client.live))
        },
        { timeout: 10_000, interval: 100 },
      )
      if (!isRoundTrip) expect(client.known()).not.toEqual(before)
    })
  })
}

async function createWorld(): Promise<World> {
  const ana = await signUp(app.url, 'ana')
  const anaElsewhere = await signIn(app.url, ana)
  const server = await ben.api.createServer({ body: { name: 'Harbour' } })
  const channelId = String(server.channels[0]?.id)
  const { inviteCode = '', id: serverId } = server
  const other = await makeChannel(ben, serverId, 'other')
  await ana.api.joinServer({ body: { inviteCode } })
  const { id: messageId } = await say(ben, channelId, 'first')
  const { id: conversationId } = await ben.api.createConversation({ body: { userId: ana.user.id } })
  const { id: conversationMessageId } = await ben.api.sendConversationMessage({
    params: { conversationId },
    body: { content: 'psst' },
  })
  return {
    ana,
    anaElsewhere,
    ben,
    carol,
    serverId,
    channelId,
    otherChannelId: other.id,
    voiceChannelId: String(server.channels.find(({ type }) => type === 2)?.id),
    inviteCode,
    messageId,
    conversationId,
    conversationMessageId,
    userId: ben.user.id,
  }
}

/** Joins a call by a connection that stays open. */
async function joinCall(person: Person, channelId: string) {
  const live = await person.connect({ socket: { reconnection: false } })
  await live.request('join-call', { channelId, media: { audio: true, video: false, screen: false } })
  return live
}

function say(person: Person, channelId: string, content: string) {
  return person.api.sendMessage({ params: { channelId }, body: { content } })
}

function makeChannel(owner: Person, serverId: string, name: string) {
  return owner.api.createChannel({ params: { serverId }, body: { name, type: 0 } })
}
