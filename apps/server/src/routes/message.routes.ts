import { endpoints } from '@parley/contracts/endpoints'
import { Router } from 'express'
import * as messages from '../controllers/message.controller.ts'
import * as shapes from '../validators/message.validator.ts'
import { created, defineRoute, noContent, ok } from './define-route.ts'

export const messageRoutes = Router()

defineRoute(
  messageRoutes,
  endpoints.sendMessage,
  { limit: 'write', shape: shapes.sendMessage },
  async ({ actor, params, body }) => {
    const sent = await messages.sendMessage(actor, params, body)
    return sent.created ? created(sent.message) : ok(sent.message)
  },
)

defineRoute(
  messageRoutes,
  endpoints.listMessages,
  { limit: 'read', shape: shapes.listMessages },
  async ({ actor, params, query }) => ok(await messages.listMessages(actor, params, query)),
)

defineRoute(
  messageRoutes,
  endpoints.editMessage,
  { limit: 'write', shape: shapes.editMessage },
  async ({ actor, params, body }) => ok(await messages.editMessage(actor, params.messageId, body)),
)

defineRoute(
  messageRoutes,
  endpoints.deleteMessage,
  { limit: 'write', shape: shapes.deleteMessage },
  async ({ actor, params }) => {
    await messages.deleteMessage(actor, params.messageId)
    return noContent()
  },
)

defineRoute(
  messageRoutes,
  endpoints.markChannelRead,
  { limit: 'write', shape: shapes.markChannelRead },
  async ({ actor, params, body }) => {
    await messages.markRead(actor, params, body.messageId)
    return noContent()
  },
)

defineRoute(
  messageRoutes,
  endpoints.markChannelUnread,
  { limit: 'write', shape: shapes.markChannelUnread },
  async ({ actor, params, body }) => {
    await messages.markUnread(actor, params, body.messageId)
    return noContent()
  },
)

defineRoute(messageRoutes, endpoints.listUnread, { limit: 'read', shape: shapes.listUnread }, async ({ actor }) =>
  ok(await messages.listUnread(actor)),
)
