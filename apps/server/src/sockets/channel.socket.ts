import { requireChannel } from '../controllers/access.ts'
import { catchUp } from '../controllers/message.controller.ts'
import { openRoom } from '../realtime/rooms.ts'
import type { SocketContext, SocketEvents } from './define-events.ts'

type ChannelEventName = 'join-channel' | 'leave-channel' | 'join-conversation' | 'leave-conversation'

/**
 * Joins first and reads then, so that no message falls between the two. What is read is authorised again: somebody who
 * was removed meanwhile leaves the room by the error.
 */
async function open({ actor, socket }: SocketContext, channelId: string, lastSeq: number | undefined) {
  const channelRoom = openRoom(await requireChannel(actor, channelId))
  await socket.join(channelRoom)
  try {
    return await catchUp(actor, channelId, lastSeq)
  } catch (error) {
    await socket.leave(channelRoom)
    throw error
  }
}

async function close({ actor, socket }: SocketContext, channelId: string) {
  await socket.leave(openRoom(await requireChannel(actor, channelId)))
  return {}
}

export const channelEvents: SocketEvents<ChannelEventName> = {
  'join-channel': {
    limit: 'event',
    handle: (context, { channelId, lastSeq }) => open(context, channelId, lastSeq),
  },
  'leave-channel': {
    limit: 'event',
    handle: (context, { channelId }) => close(context, channelId),
  },
  'join-conversation': {
    limit: 'event',
    handle: (context, { conversationId, lastSeq }) => open(context, conversationId, lastSeq),
  },
  'leave-conversation': {
    limit: 'event',
    handle: (context, { conversationId }) => close(context, conversationId),
  },
}
