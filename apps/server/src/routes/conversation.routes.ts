import { endpoints } from '@parley/contracts/endpoints'
import { Router } from 'express'
import * as conversations from '../controllers/conversation.controller.ts'
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
