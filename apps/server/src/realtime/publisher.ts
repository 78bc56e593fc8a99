import type { ReceivedSignal, SignalName } from '@parley/contracts/call'
import type { Channel, ChannelActivity, ChannelOrder } from '@parley/contracts/channel'
import type { Conversation } from '@parley/contracts/conversation'
import { room, type ServerEventPayloads } from '@parley/contracts/events'
import { limits } from '@parley/contracts/limits'
import type { Message, ReadState } from '@parley/contracts/message'
import type { ChannelNotificationSettings, ServerNotificationSettings } from '@parley/contracts/notification'
import type { Member, Server } from '@parley/contracts/server'
import type { Presence, User } from '@parley/contracts/user'
import type { Bus } from '../lib/bus.ts'
import { Coalescer } from '../lib/coalescer.ts'
import { notePassedOn } from './progress.ts'
import { audienceRooms, type ChannelAudience, openRoom } from './rooms.ts'
import type { ParleyServer } from './socket-types.ts'

// Everything that leaves through the sockets leaves here, and only after what it tells of is committed.

let io: ParleyServer

let bus: Bus

/** Called once at start. */
export function bindPublisher(server: ParleyServer, sharedBus: Bus): void {
  io = server
  bus = sharedBus
}

interface Activity {
  audience: ChannelAudience
  activity: ChannelActivity
}

/** By server, or conversation: the newest of each of its channels, which go to a connection in one write. */
const activities = new Coalescer<Map<string, Activity>>({
  window: (key) => activityWindow((io.sockets.adapter.rooms.get(room.server(key))?.size ?? 0) * bus.instances),
  emit(_, byChannel) {
    for (const { audience, activity } of byChannel.values()) {
      io.to(audienceRooms(audience)).except(openRoom(audience)).emit('channel-activity', activity)
    }
  },
  merge(earlier, later) {
    for (const [channelId, activity] of later) earlier.set(channelId, activity)
    return earlier
  },
})

/** Connections of a server that are told of activity in a second. */
const TOLD_A_SECOND = 1_000
const MAX_ACTIVITY_WINDOW = 10_000

/**
 * Milliseconds that activity is gathered before the next is told: longer in a server of so many connections that telling
 * all of them would be most of what the app does. A badge there comes a few seconds late; a mention never does.
 */
export function activityWindow(connections: number): number {
  return Math.min(MAX_ACTIVITY_WINDOW, Math.max(limits.coalesceWindow, (connections / TOLD_A_SECOND) * 1000))
}

/** In full to those who have the channel open; to the others only that something is new, at most once a window. */
export function publishMessageCreated(audience: ChannelAudience, message: Message): void {
  notePassedOn(audience.id, message.seq)
  io.to(openRoom(audience)).emit('message-created', message)
  const activity = { channelId: audience.id, lastSeq: message.seq, lastMessageId: message.id }
  activities.push(audience.serverId ?? audience.id, new Map([[audience.id, { audience, activity }]]))
}

/** To those who have the channel open. */
export function publishMessageUpdated(audience: ChannelAudience, message: Message): void {
  io.to(openRoom(audience)).emit('message-updated', message)
}

/** To those who have the channel open. */
export function publishMessageDeleted(audience: ChannelAudience, id: string): void {
  io.to(openRoom(audience)).emit('message-deleted', { id, channelId: audience.id })
}

/** To connections of this instance: every instance knows who is typing. */
export function publishTyping(openRoomName: string, channelId: string, userIds: string[]): void {
  io.local.to(openRoomName).emit('typing', { channelId, userIds })
}

/** Whether anybody is connected to this instance. */
export function hasListeners(): boolean {
  return io.sockets.sockets.size > 0
}

/**
 * To everybody who shares a server or a conversation with the user, and to the user's own devices, on this instance:
 * each instance knows what has changed, and tells its own.
 */
export function publishPresence(presence: Presence, serverIds: string[], partnerIds: string[]): void {
  const rooms = [room.user(presence.userId), ...serverIds.map(room.server), ...partnerIds.map(room.user)]
  io.local.to(rooms).emit('presence', presence)
}

/** To the members. */
export function publishServerUpdated(server: Server): void {
  io.to(room.server(server.id)).emit('server-updated', server)
}

/** To connections of this instance: every instance hears of it from the change feed. */
export function publishServerDeleted(id: string): void {
  io.local.to(room.server(id)).emit('server-deleted', { id })
}

/** To the devices of who has joined. */
export function publishServerJoined(userId: string, server: Server): void {
  io.to(room.user(userId)).emit('server-joined', server)
}

/** To the members. */
export function publishChannelCreated(channel: Channel): void {
  io.to(room.server(channel.serverId)).emit('channel-created', channel)
}

/** To the members. */
export function publishChannelUpdated(channel: Channel): void {
  io.to(room.server(channel.serverId)).emit('channel-updated', channel)
}

/** To the members. */
export function publishChannelsReordered(order: ChannelOrder): void {
  io.to(room.server(order.serverId)).emit('channels-reordered', order)
}

/** To the members. */
export function publishChannelDeleted(id: string, serverId: string): void {
  activities.pending(serverId)?.delete(id)
  io.to(room.server(serverId)).emit('channel-deleted', { id, serverId })
}

/** To the members. */
export function publishMemberJoined(member: Member): void {
  io.to(room.server(member.serverId)).emit('member-joined', member)
}

/** To the members, and to who is none any more. */
export function publishMemberLeft(serverId: string, userId: string): void {
  io.to([room.server(serverId), room.user(userId)]).emit('member-left', { serverId, userId })
}

/** To the members. */
export function publishMemberUpdated(member: Member): void {
  io.to(room.server(member.serverId)).emit('member-updated', member)
}

/** To the user’s devices, and to the people the user shares a conversation with. */
export function publishUserUpdated(user: User, partnerIds: string[]): void {
  io.to([user.id, ...partnerIds].map(room.user)).emit('user-updated', user)
}

const participantRooms = (conversation: Conversation) => conversation.participants.map(({ id }) => room.user(id))

/** To everybody in it, or only to those for whom it is new. */
export function publishConversationCreated(conversation: Conversation, userIds?: string[]): void {
  io.to(userIds?.map(room.user) ?? participantRooms(conversation)).emit('conversation-created', conversation)
}

/** To everybody in it. */
export function publishConversationUpdated(conversation: Conversation): void {
  io.to(participantRooms(conversation)).emit('conversation-updated', conversation)
}

/** To the devices of who has left it. */
export function publishConversationDeleted(userId: string, id: string): void {
  io.to(room.user(userId)).emit('conversation-deleted', { id })
}

/** To the user’s devices. */
export function publishReadState(userId: string, readState: ReadState): void {
  io.to(room.user(userId)).emit('read-state', readState)
}

/** To the devices of those who are mentioned, wherever they are. */
export function publishMentionCreated(userIds: string[], message: Message): void {
  if (userIds.length > 0) io.to(userIds.map(room.user)).emit('mention-created', message)
}

/** To those who were told of the mention. */
export function publishMentionDeleted(userIds: string[], mention: { channelId: string; seq: number }): void {
  if (userIds.length > 0) io.to(userIds.map(room.user)).emit('mention-deleted', mention)
}

/** To the user’s devices. */
export function publishNotificationSettingsUpdated(
  userId: string,
  settings: ServerNotificationSettings | ChannelNotificationSettings,
): void {
  io.to(room.user(userId)).emit('notification-settings-updated', settings)
}

// Calls are told by every instance to its own connections: each knows of all of them.

/** Everybody who may see a call, and who is in it without listening to its server. */
const callRooms = (audience: ChannelAudience) => [...audienceRooms(audience), room.call(audience.id)]

/** To everybody who may see the call. */
export function publishCallJoined(audience: ChannelAudience, payload: ServerEventPayloads['call-joined']): void {
  io.local.to(callRooms(audience)).emit('call-joined', payload)
}

/** Also to who is gone, and may see the call no more. */
export function publishCallLeft(audience: ChannelAudience, payload: ServerEventPayloads['call-left']): void {
  io.local.to([...callRooms(audience), room.user(payload.participant.userId)]).emit('call-left', payload)
}

/** To everybody who may see the call. */
export function publishCallState(audience: ChannelAudience, payload: ServerEventPayloads['call-state']): void {
  io.local.to(callRooms(audience)).emit('call-state', payload)
}

/** To those in the call: the way that its media takes from now on. */
export function publishCallTopology(payload: ServerEventPayloads['call-topology']): void {
  io.local.to(room.call(payload.callId)).emit('call-topology', payload)
}

/** To the devices that are to ring. */
export function publishCallRing(userId: string, payload: ServerEventPayloads['call-ring']): void {
  io.local.to(room.user(userId)).emit('call-ring', payload)
}

/** To the devices that were ringing, and to everybody in the call. */
export function publishCallRingEnded(payload: ServerEventPayloads['call-ring-ended']): void {
  io.local.to([room.user(payload.userId), room.call(payload.callId)]).emit('call-ring-ended', payload)
}

/** To one participant's device alone, on whichever instance it is. */
export function publishSignal<Name extends SignalName>(
  connectionId: string,
  name: Name,
  payload: ReceivedSignal<Name>,
): void {
  const emit = io.to(connectionId).emit.bind(io.to(connectionId)) as (name: Name, payload: ReceivedSignal<Name>) => void
  emit(name, payload)
}

/** To the user’s devices. */
export function publishSessionsUpdated(userId: string): void {
  io.to(room.user(userId)).emit('sessions-updated', {})
}

/** To those on this instance who have the channel open, and have missed something of it. */
export function publishBehind(activity: ChannelActivity): void {
  const { channelId } = activity
  io.local.to([room.channel(channelId), room.conversation(channelId)]).emit('channel-activity', activity)
}

/** Milliseconds between two connections that are told to ask again, and until all are. */
const ASK_EVERY_MS = 2
const ASK_WITHIN_MS = 5_000

/**
 * To the connections of this instance, one after the other, lest they all come at once: they may have missed events, and
 * should ask for what they show.
 */
export function publishEventsMissed(): void {
  const sockets = [...io.sockets.sockets.values()]
  const spread = Math.min(ASK_WITHIN_MS, sockets.length * ASK_EVERY_MS)
  for (const socket of sockets) setTimeout(() => socket.emit('events-missed', {}), Math.random() * spread).unref()
}

/** Drops what waits for its window; called at the end. */
export function stopPublisher(): void {
  activities.stop()
}
