import { requireTarget, type Target } from '../controllers/access.ts'
import { catchUp } from '../controllers/message.controller.ts'
import { openRoom, roomsAreHeard } from '../realtime/rooms.ts'
import type { SocketContext, SocketEvents } from './define-events.ts'

type ChannelEventName = 'join-channel' | 'leave-channel' | 'join-conversation' | 'leave-conversation'

/**
 * Joins first and reads then, so that no message falls between the two. The reading asks the database again whether the
 * actor may: somebody who was removed meanwhile leaves the room by the error.
 */
async function open({ actor, socket }: SocketContext, target: Target, lastSeq: number | undefined) {
  const channelRoom = openRoom(await requireTarget(actor, target))
  await socket.join(channelRoom)
  await roomsAreHeard()
  try {
    return await catchUp(actor, target, lastSeq)
  } catch (error) {
    await socket.leave(channelRoom)
    throw error
  }
}

async function close({ actor, socket }: SocketContext, target: Target) {
  await socket.leave(openRoom(await requireTarget(actor, target)))
  return {}
}

export const channelEvents: SocketEvents<ChannelEventName> = {
  'join-channel': {
    limit: 'event',
    handle: (context, payload) => open(context, payload, payload.lastSeq),
  },
  'leave-channel': {
    limit: 'event',
    handle: close,
  },
  'join-conversation': {
    limit: 'event',
    handle: (context, payload) => open(context, payload, payload.lastSeq),
  },
  'leave-conversation': {
    limit: 'event',
    handle: close,
  },
}
