import * as messages from '../controllers/message.controller.ts'
import * as typing from '../controllers/typing.controller.ts'
import type { SocketEvents } from './define-events.ts'

/** A channel or a conversation, by whichever name the client knows it. */
type Target = { channelId: string } | { conversationId: string }

const targetId = (target: Target) => ('channelId' in target ? target.channelId : target.conversationId)

export const messageEvents: SocketEvents<'send-message' | 'typing-start' | 'typing-stop'> = {
  'send-message': {
    limit: 'event',
    async handle({ actor }, payload) {
      const { message } = await messages.sendMessage(actor, targetId(payload), payload)
      return message
    },
  },
  'typing-start': {
    limit: 'event',
    async handle({ actor }, payload) {
      await typing.startTyping(actor, targetId(payload))
      return {}
    },
  },
  'typing-stop': {
    limit: 'event',
    async handle({ actor }, payload) {
      await typing.stopTyping(actor, targetId(payload))
      return {}
    },
  },
}
