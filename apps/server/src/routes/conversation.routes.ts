import { endpoints } from '@parley/contracts/endpoints'
import { Router } from 'express'
import * as conversations from '../controllers/conversation.controller.ts'
import * as messages from '../controllers/message.controller.ts'
import * as shapes from '../validators/conversation.validator.ts'
import { created, defineRoute, noContent, ok } from './define-route.ts'

export const conversationRoutes = Router()

defineRoute(
  conversationRoutes,
  endpoints.createConversation,
  { limit: 'contact', shape: shapes.createConversation },
  async ({ actor, body }) => {
    const result = await conversations.createConversation(actor, body)
    return result.created ? created(result.conversation) : ok(result.conversation)
  },
)

defineRoute(
  conversationRoutes,
  endpoints.listConversations,
  { limit: 'read', shape: shapes.listConversations },
  async ({ actor }) => ok(await conversations.listConversations(actor)),
)

defineRoute(
  conversationRoutes,
  endpoints.getConversation,
  { limit: 'read', shape: shapes.getConversation },
  async ({ actor, params }) => ok(await conversations.getConversation(actor, params.conversationId)),
)

defineRoute(
  conversationRoutes,
  endpoints.updateConversation,
  { limit: 'write', shape: shapes.updateConversation },
  async ({ actor, params, body }) => ok(await conversations.updateConversation(actor, params.conversationId, body)),
)

defineRoute(
  conversationRoutes,
  endpoints.addParticipants,
  { limit: 'contact', shape: shapes.addParticipants },
  async ({ actor, params, body }) => ok(await conversations.addParticipants(actor, params.conversationId, body)),
)

defineRoute(
  conversationRoutes,
  endpoints.leaveConversation,
  { limit: 'write', shape: shapes.leaveConversation },
  async ({ actor, params }) => {
    await conversations.leaveConversation(actor, params.conversationId)
    return noContent()
  },
)

defineRoute(
  conversationRoutes,
  endpoints.sendConversationMessage,
  { limit: 'write', shape: shapes.sendConversationMessage },
  async ({ actor, params, body }) => {
    const sent = await messages.sendMessage(actor, params, body)
    return sent.created ? created(sent.message) : ok(sent.message)
  },
)

defineRoute(
  conversationRoutes,
  endpoints.listConversationMessages,
  { limit: 'read', shape: shapes.listConversationMessages },
  async ({ actor, params, query }) => {
    return ok(await messages.listMessages(actor, params, query))
  },
)

defineRoute(
  conversationRoutes,
  endpoints.markConversationRead,
  { limit: 'write', shape: shapes.markConversationRead },
  async ({ actor, params, body }) => {
    await messages.markRead(actor, params, body.messageId)
    return noContent()
  },
)

defineRoute(
  conversationRoutes,
  endpoints.markConversationUnread,
  { limit: 'write', shape: shapes.markConversationUnread },
  async ({ actor, params, body }) => {
    await messages.markUnread(actor, params, body.messageId)
    return noContent()
  },
)
