import { setPresence } from '../controllers/presence.controller.ts'
import type { SocketEvents } from './define-events.ts'

export const presenceEvents: SocketEvents<'set-presence'> = {
  'set-presence': {
    limit: 'presence',
    async handle({ actor, socket }, { status }) {
      await setPresence(actor, socket.id, status)
      return {}
    },
  },
}
