import { room } from '@parley/contracts/events'
import { listServerIds } from '../controllers/server.controller.ts'
import { roomsAreHeard } from '../realtime/rooms.ts'
import type { SocketEvents } from './define-events.ts'

export const serverEvents: SocketEvents<'join-servers'> = {
  'join-servers': {
    limit: 'event',
    async handle({ actor, socket }) {
      const serverIds = await listServerIds(actor)
      await socket.join(serverIds.map(room.server))
      await roomsAreHeard()
      // Whoever was removed between the reading and the joining was not there to be evicted.
      const current = new Set(await listServerIds(actor))
      const gone = serverIds.filter((id) => !current.has(id))
      await Promise.all(gone.map((id) => socket.leave(room.server(id))))
      return { serverIds: serverIds.filter((id) => current.has(id)) }
    },
  },
}
