import { z } from 'zod'
import {
  type CallLeaveReason,
  type CallParticipant,
  type CallRingEndReason,
  type CallTopology,
  callStateChange,
  joinCallOptions,
  joinedCall,
  type ReceivedSignal,
  signals,
} from './call.ts'
import type { Channel, ChannelActivity, ChannelOrder } from './channel.ts'
import type { Conversation } from './conversation.ts'
import type { SocketError } from './errors.ts'
import { type Message, message, messageContent, nonce, type ReadState } from './message.ts'
import type { ChannelNotificationSettings, ServerNotificationSettings } from './notification.ts'
import type { Member, Server } from './server.ts'
import { chosenStatus, type Presence, type User } from './user.ts'
import { sequence, snowflake } from './values.ts'

/** A channel or a conversation, by whichever name the client knows it. */
const target = z.union([z.object({ channelId: snowflake }), z.object({ conversationId: snowflake })])
const empty = z.object({})

const opened = z.object({
  lastSeq: sequence,
  missed: z.array(message).nullable().optional(),
  /** User ids of everyone typing there; absent when nobody is. */
  typing: z.array(snowflake).optional(),
})

/**
 * Everything a client may send, with the shape of its payload and of the data in the reply. Every event is answered
 * through its acknowledgement with a {@link Reply}.
 */
export const clientEvents = {
  'join-servers': { payload: empty, reply: z.object({ serverIds: z.array(snowflake) }) },
  'join-channel': { payload: z.object({ channelId: snowflake, lastSeq: sequence.optional() }), reply: opened },
  'leave-channel': { payload: z.object({ channelId: snowflake }), reply: empty },
  'join-conversation': {
    payload: z.object({ conversationId: snowflake, lastSeq: sequence.optional() }),
    reply: opened,
  },
  'leave-conversation': { payload: z.object({ conversationId: snowflake }), reply: empty },
  'send-message': { payload: z.intersection(target, z.object({ content: messageContent, nonce })), reply: message },
  'typing-start': { payload: target, reply: empty },
  'typing-stop': { payload: target, reply: empty },
  'join-call': { payload: z.intersection(target, joinCallOptions), reply: joinedCall },
  'leave-call': { payload: z.union([z.object({ callId: snowflake }), ...target.options]), reply: empty },
  'decline-call': { payload: z.object({ callId: snowflake }), reply: empty },
  'call-state': { payload: callStateChange, reply: empty },
  offer: { payload: signals.offer, reply: empty },
  answer: { payload: signals.answer, reply: empty },
  'ice-candidate': { payload: signals['ice-candidate'], reply: empty },
  'set-presence': { payload: z.object({ status: chosenStatus }), reply: empty },
} as const satisfies Record<string, { payload: z.ZodType; reply: z.ZodType }>

export type ClientEvents = typeof clientEvents
export type ClientEventName = keyof ClientEvents
export type ClientPayload<Name extends ClientEventName> = z.input<ClientEvents[Name]['payload']>
export type ClientReply<Name extends ClientEventName> = z.infer<ClientEvents[Name]['reply']>

/** What every acknowledgement carries. */
export type Reply<Data> = { ok: true; data: Data } | { ok: false; error: SocketError }

export type ClientToServerEvents = {
  [Name in ClientEventName]: (
    payload: ClientPayload<Name>,
    acknowledge: (reply: Reply<ClientReply<Name>>) => void,
  ) => void
}

/** Why the app ends a live connection. After `slow_consumer` the client comes back; after the others it signs in again. */
export type SessionEndReason = 'logout' | 'revoked' | 'password_changed' | 'expired' | 'slow_consumer'

/** Everything a client may receive. */
export interface ServerEventPayloads {
  'message-created': Message
  'message-updated': Message
  'message-deleted': { id: string; channelId: string }
  'channel-activity': ChannelActivity
  typing: { channelId: string; userIds: string[] }
  presence: Presence
  'server-updated': Server
  'server-deleted': { id: string }
  'channel-created': Channel
  'channel-updated': Channel
  'channels-reordered': ChannelOrder
  'channel-deleted': { id: string; serverId: string }
  'member-joined': Member
  'member-left': { serverId: string; userId: string }
  'member-updated': Member
  /** To the user's own devices: the user became a member of this server (on whichever device). */
  'server-joined': Server
  /** To the user's own devices and the people in the user's conversations. */
  'user-updated': User
  'conversation-created': Conversation
  'conversation-updated': Conversation
  'conversation-deleted': { id: string }
  'read-state': ReadState
  /** To the devices of everybody whom a new message mentions. */
  'mention-created': Message
  /** To the same people, when that message is deleted. */
  'mention-deleted': { channelId: string; seq: number }
  /** To the user's own devices: what was chosen about a server, or about a channel or conversation. */
  'notification-settings-updated': ServerNotificationSettings | ChannelNotificationSettings
  /** To everybody who may see the channel, as are the next two; `startedAt` is the call's. */
  'call-joined': { callId: string; serverId: string | null; startedAt: string; participant: CallParticipant }
  'call-left': { callId: string; serverId: string | null; participant: CallParticipant; reason: CallLeaveReason }
  'call-state': { callId: string; serverId: string | null; participant: CallParticipant }
  /** To everybody in the call: the media goes another way from now on. */
  'call-topology': { callId: string } & CallTopology
  /** To the devices of the other people of a conversation; `participant` is who calls. */
  'call-ring': { callId: string; participant: CallParticipant }
  /** To the devices that were ringing, and to everybody in the call. */
  'call-ring-ended': { callId: string; userId: string; reason: CallRingEndReason }
  /** From one participant to another. */
  offer: ReceivedSignal<'offer'>
  answer: ReceivedSignal<'answer'>
  'ice-candidate': ReceivedSignal<'ice-candidate'>
  /** To the user's own devices: the list of sessions has changed. */
  'sessions-updated': Record<string, never>
  /** Events may have got lost on their way: do what is done after a reconnect, except connecting. */
  'events-missed': Record<string, never>
  'session-ended': { reason: SessionEndReason }
}

export type ServerEventName = keyof ServerEventPayloads

export type ServerToClientEvents = {
  [Name in ServerEventName]: (payload: ServerEventPayloads[Name]) => void
}

/** Socket.IO room names. */
export const room = {
  user: (id: string) => `user:${id}`,
  session: (id: string) => `session:${id}`,
  server: (id: string) => `server:${id}`,
  channel: (id: string) => `channel:${id}`,
  conversation: (id: string) => `conversation:${id}`,
  call: (id: string) => `call:${id}`,
}
