import { room, type SessionEndReason } from '@parley/contracts/events'
import type { ParleyServer } from './socket-types.ts'

/** A channel or conversation with who may see it: a server's members, or these participants. */
export interface ChannelAudience {
  id: string
  serverId: string | null
  participantIds: ReadonlySet<string>
}

let io: ParleyServer

/** Called once at start. */
export function bindRooms(server: ParleyServer): void {
  io = server
}

/** The room of those who have a channel or conversation open. */
export function openRoom({ id, serverId }: Pick<ChannelAudience, 'id' | 'serverId'>): string {
  return serverId === null ? room.conversation(id) : room.channel(id)
}

/** The rooms of everybody who may see a channel or conversation. */
export function audienceRooms({ serverId, participantIds }: ChannelAudience): string[] {
  return serverId === null ? Array.from(participantIds, room.user) : [room.server(serverId)]
}

/** Makes all of a user's devices hear of a server. */
export function enterServer(userId: string, serverId: string): void {
  io.in(room.user(userId)).socketsJoin(room.server(serverId))
}

/** Takes all of a user's devices out of a server and its channels, at once. */
export function evictFromServer(userId: string, serverId: string, channelIds: string[]): void {
  io.in(room.user(userId)).socketsLeave([room.server(serverId), ...channelIds.map(room.channel)])
}

export function evictFromConversation(userId: string, conversationId: string): void {
  io.in(room.user(userId)).socketsLeave(room.conversation(conversationId))
}

/** Lets a connection hear of a call, wherever it has joined. */
export function enterCall(connectionId: string, callId: string): void {
  io.in(connectionId).socketsJoin(room.call(callId))
}

export function evictFromCall(connectionId: string, callId: string): void {
  io.in(connectionId).socketsLeave(room.call(callId))
}

/** Whether a connection of this instance is still there. */
export function isConnected(connectionId: string): boolean {
  return io.sockets.sockets.has(connectionId)
}

/** Takes everybody out of rooms of things that are no more. */
export function closeRooms(rooms: string[]): void {
  if (rooms.length > 0) io.in(rooms).socketsLeave(rooms)
}

/** Tells the connections of these sessions why, and closes them. */
export function endConnections(sessionIds: string[], reason: SessionEndReason): void {
  if (sessionIds.length === 0) return
  const rooms = sessionIds.map(room.session)
  io.to(rooms).emit('session-ended', { reason })
  io.in(rooms).disconnectSockets(true)
}
