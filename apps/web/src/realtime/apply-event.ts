import type { Conversation } from '@parley/contracts/conversation'
import type { ServerEventName, ServerEventPayloads } from '@parley/contracts/events'
import type { Message, ReadState } from '@parley/contracts/message'
import type { Member, ServerDetail } from '@parley/contracts/server'
import type { Presence, User } from '@parley/contracts/user'
import type { QueryKey } from '@tanstack/react-query'
import * as calls from './call-list.ts'
import * as conversations from './conversation-list.ts'
import { type MessageWindow, receiveMessage, removeMessage, updateAuthor } from './message-window.ts'
import { upsertNotificationSettings } from './notification-settings-list.ts'
import { type Key, keys } from './query-keys.ts'
import * as servers from './server-cache.ts'
import * as unread from './unread-list.ts'

/** What an event does to what is known, as data. */
export type Effect =
  | { type: 'update'; key: QueryKey; update: (state: unknown) => unknown }
  /** The same for every query whose key begins so. */
  | { type: 'update-all'; prefix: QueryKey; update: (state: unknown) => unknown }
  | { type: 'remove'; key: QueryKey }
  /** Fetches again what an event says has changed, but not how. */
  | { type: 'invalidate'; key: QueryKey }
  | { type: 'presence'; presence: Presence }
  | { type: 'typing'; channelId: string; userIds: string[] }
  | { type: 'typing-stopped'; channelId: string; userId: string }

/** What the effects of an event may depend on beside it. */
export interface EventContext {
  selfId: string
  /** The channels of a server, as far as they are known. */
  channelsOf: (serverId: string) => string[]
  /** Whether the list of unread channels, if it is loaded, has this one. */
  isListed: (channelId: string) => boolean
  /** Whether the read offset has moved back no more often than the list of unread channels knows. */
  isKnownGeneration: (state: ReadState) => boolean
}

type EventTable = {
  [Name in ServerEventName]: (payload: ServerEventPayloads[Name], context: EventContext) => Effect[]
}

const update = <Data>(key: Key<Data>, change: (state: Data) => Data): Effect => ({
  type: 'update',
  key,
  update: change as (state: unknown) => unknown,
})
const updateAll = <Data>(prefix: string, change: (state: Data) => Data): Effect => ({
  type: 'update-all',
  prefix: [prefix],
  update: change as (state: unknown) => unknown,
})
const remove = (key: QueryKey): Effect => ({ type: 'remove', key })
const invalidate = (key: QueryKey): Effect => ({ type: 'invalidate', key })

function messageEffect(message: Message): Effect {
  return update(keys.messages(message.channelId), (window) => receiveMessage(window, message))
}

function activityEffects(channelId: string, lastSeq: number, lastMessageId: string, context: EventContext): Effect[] {
  const activity = { channelId, lastSeq, lastMessageId }
  return [
    update(keys.unread, (list) => unread.noteActivity(list, activity)),
    update(keys.conversations, (list) => conversations.noteConversationActivity(list, activity)),
    ...(context.isListed(channelId) ? [] : [invalidate(keys.unread), invalidate(keys.conversations)]),
  ]
}

function memberEffects(member: Member): Effect[] {
  return [
    update(keys.server(member.serverId), (detail) => servers.upsertMember(detail, member)),
    update(keys.members(member.serverId), (data) => servers.upsertPagedMember(data, member)),
  ]
}

function profileEffects(user: User): Effect[] {
  return [
    update(keys.user(user.id), () => user),
    update(keys.conversations, (list) => conversations.updateParticipant(list, user)),
    update(keys.calls, (list) => calls.updateUser(list, user)),
    updateAll<MessageWindow>('messages', (window) => updateAuthor(window, user)),
  ]
}

function presenceEffects({ participants }: Conversation): Effect[] {
  return participants.map(({ id, status, lastSeenAt }) => ({
    type: 'presence',
    presence: { userId: id, status, lastSeenAt },
  }))
}

function serverGone(id: string, context: EventContext): Effect[] {
  return [
    update(keys.servers, (list) => servers.removeServer(list, id)),
    update(keys.unread, (list) => unread.removeServer(list, id)),
    update(keys.calls, (list) => calls.removeServer(list, id)),
    remove(keys.server(id)),
    remove(keys.members(id)),
    ...context.channelsOf(id).map((channelId) => remove(keys.messages(channelId))),
  ]
}

/**
 * Every event of the app and what it changes: the one place where live events meet cached state. Applied again or
 * late, an event changes nothing more.
 */
const eventTable: EventTable = {
  'message-created': (message, context) => [
    messageEffect(message),
    ...activityEffects(message.channelId, message.seq, message.id, context),
    // Whoever writes has read what is above.
    ...(message.author.id === context.selfId ? [update(keys.unread, (list) => unread.readUpTo(list, message))] : []),
    { type: 'typing-stopped', channelId: message.channelId, userId: message.author.id },
  ],
  'message-updated': (message) => [messageEffect(message)],
  'message-deleted': ({ id, channelId }) => [update(keys.messages(channelId), (window) => removeMessage(window, id))],
  'channel-activity': ({ channelId, lastSeq, lastMessageId }, context) =>
    activityEffects(channelId, lastSeq, lastMessageId, context),
  typing: ({ channelId, userIds }) => [{ type: 'typing', channelId, userIds }],
  presence: (presence) => [{ type: 'presence', presence }],

  'server-joined': (server) => [
    update(keys.servers, (list) => servers.upsertServer(list, server)),
    invalidate(keys.unread),
  ],
  'server-updated': (server) => [
    update(keys.servers, (list) => servers.updateServer(list, server)),
    update(keys.server(server.id), (detail) => ({ ...detail, ...server })),
  ],
  'server-deleted': ({ id }, context) => serverGone(id, context),
  'channel-created': (channel) => [
    update(keys.server(channel.serverId), (detail) => servers.upsertChannel(detail, channel)),
    update(keys.unread, (list) => unread.addChannel(list, channel)),
  ],
  'channel-updated': (channel) => [
    update(keys.server(channel.serverId), (detail) => servers.upsertChannel(detail, channel)),
  ],
  'channels-reordered': ({ serverId, channelIds }) => [
    update(keys.server(serverId), (detail) => servers.orderChannels(detail, channelIds)),
  ],
  'channel-deleted': ({ id, serverId }) => [
    update(keys.server(serverId), (detail) => servers.removeChannel(detail, id)),
    update(keys.unread, (list) => unread.removeChannel(list, id)),
    remove(keys.messages(id)),
  ],

  'member-joined': (member) => [...memberEffects(member), { type: 'presence', presence: member }],
  'member-updated': (member) => [...memberEffects(member), ...profileEffects(member.user)],
  'member-left': ({ serverId, userId }, context) =>
    userId === context.selfId
      ? serverGone(serverId, context)
      : [
          update(keys.server(serverId), (detail) => servers.removeMember(detail, userId)),
          update(keys.members(serverId), (data) => servers.removePagedMember(data, userId)),
          ...context
            .channelsOf(serverId)
            .map((channelId) => ({ type: 'typing-stopped', channelId, userId }) satisfies Effect),
        ],
  'user-updated': (user) => [
    update(keys.self, (self) => (self.id === user.id ? { ...self, ...user } : self)),
    ...profileEffects(user),
    updateAll<ServerDetail>('server', (detail) => servers.updateMemberUser(detail, user)),
    updateAll<servers.MemberPages>('members', (data) => servers.updatePagedMemberUser(data, user)),
  ],

  'conversation-created': (conversation) => [
    update(keys.conversations, (list) => conversations.upsertConversation(list, conversation)),
    // In a group one is brought into, only the app knows from where on messages count as unread.
    conversation.lastSeq === 0
      ? update(keys.unread, (list) => unread.addChannel(list, { ...conversation, serverId: null }))
      : invalidate(keys.unread),
    ...presenceEffects(conversation),
  ],
  'conversation-updated': (conversation) => [
    update(keys.conversations, (list) => conversations.upsertConversation(list, conversation)),
    ...presenceEffects(conversation),
  ],
  'conversation-deleted': ({ id }) => [
    update(keys.conversations, (list) => conversations.removeConversation(list, id)),
    update(keys.calls, (list) => calls.removeCall(list, id)),
    update(keys.unread, (list) => unread.removeChannel(list, id)),
    remove(keys.messages(id)),
  ],

  'call-joined': (event) => [update(keys.calls, (list) => calls.addParticipant(list, event))],
  'call-left': ({ callId, participant }) => [
    update(keys.calls, (list) => calls.removeParticipant(list, callId, participant.id)),
  ],
  'call-state': ({ callId, participant }) => [
    update(keys.calls, (list) => calls.updateParticipant(list, callId, participant)),
  ],
  'call-ring': ({ callId }, { selfId }) => [update(keys.calls, (list) => calls.setRinging(list, callId, selfId, true))],
  'call-ring-ended': ({ callId, userId }) => [
    update(keys.calls, (list) => calls.setRinging(list, callId, userId, false)),
  ],
  // The call's own business, as is what one participant says to another.
  'call-topology': () => [],
  offer: () => [],
  answer: () => [],
  'ice-candidate': () => [],

  'read-state': (state, context) => [
    update(keys.unread, (list) => unread.noteRead(list, state)),
    // Moved back: only the app knows which of the messages that are unread again mention one.
    ...(context.isKnownGeneration(state) ? [] : [invalidate(keys.unread)]),
  ],
  'mention-created': (message) => [update(keys.unread, (list) => unread.noteMention(list, message))],
  'mention-deleted': (mention) => [update(keys.unread, (list) => unread.removeMention(list, mention))],
  'notification-settings-updated': (settings) => [
    update(keys.notificationSettings, (list) => upsertNotificationSettings(list, settings)),
  ],
  'sessions-updated': () => [invalidate(keys.sessions)],
  // The connection acts on them; what is known stays as it is.
  'events-missed': () => [],
  'session-ended': () => [],
}

/** The name of every event there is. */
export const eventNames = Object.keys(eventTable) as ServerEventName[]

/** The effects of one event. */
export function effectsOf<Name extends ServerEventName>(
  name: Name,
  payload: ServerEventPayloads[Name],
  context: EventContext,
): Effect[] {
  return eventTable[name](payload, context)
}
