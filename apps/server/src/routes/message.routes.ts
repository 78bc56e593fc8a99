import { endpoints } from '@parley/contracts/endpoints'
import { Router } from 'express'
import * as messages from '../controllers/message.controller.ts'
import * as shapes from '../validators/message.validator.ts'
import { created, defineRoute, noContent, ok, type RouteContext } from './define-route.ts'

export const messageRoutes = Router()

// What one does with messages is the same in a channel and in a conversation.

type Sending = typeof endpoints.sendMessage | typeof endpoints.sendConversationMessage
type Listing = typeof endpoints.listMessages | typeof endpoints.listConversationMessages
type Marking =
  | typeof endpoints.markChannelRead
  | typeof endpoints.markChannelUnread
  | typeof endpoints.markConversationRead
  | typeof endpoints.markConversationUnread

async function send({ actor, params, body }: RouteContext<Sending>) {
  const sent = await messages.sendMessage(actor, params, body)
  return sent.created ? created(sent.message) : ok(sent.message)
}

async function list({ actor, params, query }: RouteContext<Listing>) {
  return ok(await messages.listMessages(actor, params, query))
}

async function markRead({ actor, params, body }: RouteContext<Marking>) {
  await messages.markRead(actor, params, body.messageId)
  return noContent()
}

async function markUnread({ actor, params, body }: RouteContext<Marking>) {
  await messages.markUnread(actor, params, body.messageId)
  return noContent()
}

defineRoute(messageRoutes, endpoints.sendMessage, { limit: 'write', shape: shapes.sendMessage }, send)
defineRoute(
  messageRoutes,
  endpoints.sendConversationMessage,
  { limit: 'write', shape: shapes.sendConversationMessage },
  send,
)
defineRoute(messageRoutes, endpoints.listMessages, { limit: 'read', shape: shapes.listMessages }, list)
defineRoute(
  messageRoutes,
  endpoints.listConversationMessages,
  { limit: 'read', shape: shapes.listConversationMessages },
  list,
)
defineRoute(messageRoutes, endpoints.markChannelRead, { limit: 'write', shape: shapes.markChannelRead }, markRead)
defineRoute(
  messageRoutes,
  endpoints.markConversationRead,
  { limit: 'write', shape: shapes.markConversationRead },
  markRead,
)
defineRoute(messageRoutes, endpoints.markChannelUnread, { limit: 'write', shape: shapes.markChannelUnread }, markUnread)
defineRoute(
  messageRoutes,
  endpoints.markConversationUnread,
  { limit: 'write', shape: shapes.markConversationUnread },
  markUnread,
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

defineRoute(messageRoutes, endpoints.listUnread, { limit: 'read', shape: shapes.listUnread }, async ({ actor }) =>
  ok(await messages.listUnread(actor)),
)
