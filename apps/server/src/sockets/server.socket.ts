import { room } from '@parley/contracts/events'
import { listServerIds } from '../repositories/membership.repository.ts'
import type { SocketEvents } from './define-events.ts'

export const serverEvents: SocketEvents<'join-servers'> = {
  'join-servers': {
    limit: 'event',
    async handle({ actor, socket }) {
      const serverIds = await listServerIds(actor.userId)
      await socket.join(serverIds.map(room.server))
      return { serverIds }
    },
  },
}
