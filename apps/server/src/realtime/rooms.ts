import { room, type SessionEndReason } from '@parley/contracts/events'
import type { ParleyServer } from './socket-types.ts'

/** A channel or conversation with who may see it: a server's members, or these participants. */
export interface ChannelAudience {
  id: string
  serverId: string | null
  participantIds: ReadonlySet<string>
}

let io: ParleyServer

let whenHeard: () => Promise<void>

/**
 * Called once at start.
 * @param untilHeard resolves when the rooms joined so far are heard from every instance
 */
export function bindRooms(server: ParleyServer, untilHeard: () => Promise<void>): void {
  io = server
  whenHeard = untilHeard
}

/** Resolves when nothing that is said from now on in the rooms joined so far gets past this instance. */
export function roomsAreHeard(): Promise<void> {
  return whenHeard()
}

/** The room of those who have a channel or conversation open. */
export function openRoom({ id, serverId }: Pick<ChannelAudience, 'id' | 'serverId'>): string {
  return serverId === null ? room.conversation(id) : room.channel(id)
}

/** The rooms of everybody who may see a channel or conversation. */
export function audienceRooms({ serverId, participantIds }: ChannelAudience): string[] {
  return serverId === null ? Array.from(participantIds, room.user) : [room.server(serverId)]
}

// What follows is about this instance's connections: the change feed has every instance do the same to its own.

/** Makes a user's devices hear of a server. */
export function enterServer(userId: string, serverId: string): void {
  io.local.in(room.user(userId)).socketsJoin(room.server(serverId))
}

/** Takes a user's devices out of a server and its channels, at once. */
export function evictFromServer(userId: string, serverId: string, channelIds: string[]): void {
  io.local.in(room.user(userId)).socketsLeave([room.server(serverId), ...channelIds.map(room.channel)])
}

/** Takes a user’s devices out of a conversation, at once. */
export function evictFromConversation(userId: string, conversationId: string): void {
  io.local.in(room.user(userId)).socketsLeave(room.conversation(conversationId))
}

/** Lets a connection hear of a call. */
export function enterCall(connectionId: string, callId: string): void {
  io.local.in(connectionId).socketsJoin(room.call(callId))
}

/** Lets a connection hear no more of a call. */
export function evictFromCall(connectionId: string, callId: string): void {
  io.local.in(connectionId).socketsLeave(room.call(callId))
}

/** Whether a connection of this instance is still there. */
export function isConnected(connectionId: string): boolean {
  return io.sockets.sockets.has(connectionId)
}

/** Takes everybody out of rooms of things that are no more. */
export function closeRooms(rooms: string[]): void {
  if (rooms.length > 0) io.local.in(rooms).socketsLeave(rooms)
}

/** Tells the connections of these sessions why, and closes them. */
export function endConnections(sessionIds: string[], reason: SessionEndReason): void {
  if (sessionIds.length === 0) return
  const rooms = sessionIds.map(room.session)
  io.local.to(rooms).emit('session-ended', { reason })
  io.local.in(rooms).disconnectSockets(true)
}

/** Whether a user has a device connected here. */
export function isHere(userId: string): boolean {
  return io.sockets.adapter.rooms.has(room.user(userId))
}

interface Connection {
  userId: string
  sessionId: string
  rooms: ReadonlySet<string>
  leave(room: string): void
}

/** Every connection. */
export function listConnections(): Connection[] {
  return [...io.sockets.sockets.values()].map((socket) => ({
    ...socket.data,
    rooms: socket.rooms,
    leave: (name) => void socket.leave(name),
  }))
}

/** Ids of the channels and conversations that somebody has open. */
export function listOpen(): { channelIds: string[]; conversationIds: string[] } {
  const rooms = [...io.sockets.adapter.rooms.keys()]
  return { channelIds: idsOf(rooms, room.channel('')), conversationIds: idsOf(rooms, room.conversation('')) }
}

/** Ids in the names of the rooms that begin so. */
export function idsOf(rooms: Iterable<string>, prefix: string): string[] {
  return [...rooms].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
}
