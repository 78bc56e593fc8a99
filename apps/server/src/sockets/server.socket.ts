import { room } from '@parley/contracts/events'
import { listServerIds } from '../controllers/server.controller.ts'
import type { SocketEvents } from './define-events.ts'

export const serverEvents: SocketEvents<'join-servers'> = {
  'join-servers': {
    limit: 'event',
    async handle({ actor, socket }) {
      const serverIds = await listServerIds(actor)
      await socket.join(serverIds.map(room.server))
      return { serverIds }
    },
  },
}
