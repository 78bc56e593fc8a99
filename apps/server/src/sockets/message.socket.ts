import * as messages from '../controllers/message.controller.ts'
import * as typing from '../controllers/typing.controller.ts'
import type { SocketEvents } from './define-events.ts'

export const messageEvents: SocketEvents<'send-message' | 'typing-start' | 'typing-stop'> = {
  'send-message': {
    limit: 'event',
    async handle({ actor }, payload) {
      const { message } = await messages.sendMessage(actor, payload, payload)
      return message
    },
  },
  'typing-start': {
    limit: 'event',
    async handle({ actor }, payload) {
      await typing.startTyping(actor, payload)
      return {}
    },
  },
  'typing-stop': {
    limit: 'event',
    async handle({ actor }, payload) {
      await typing.stopTyping(actor, payload)
      return {}
    },
  },
}
