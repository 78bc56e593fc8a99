import { endpoints } from '@parley/contracts/endpoints'
import { Router } from 'express'
import * as notifications from '../controllers/notification-settings.controller.ts'
import * as shapes from '../validators/notification.validator.ts'
import { defineRoute, ok } from './define-route.ts'

export const notificationRoutes = Router()

defineRoute(
  notificationRoutes,
  endpoints.listNotificationSettings,
  { limit: 'read', shape: shapes.listNotificationSettings },
  async ({ actor }) => ok(await notifications.listNotificationSettings(actor)),
)

defineRoute(
  notificationRoutes,
  endpoints.updateServerNotificationSettings,
  { limit: 'write', shape: shapes.updateServerNotificationSettings },
  async ({ actor, params, body }) =>
    ok(await notifications.updateServerNotificationSettings(actor, params.serverId, body)),
)

defineRoute(
  notificationRoutes,
  endpoints.updateChannelNotificationSettings,
  { limit: 'write', shape: shapes.updateChannelNotificationSettings },
  async ({ actor, params, body }) => ok(await notifications.updateChannelNotificationSettings(actor, params, body)),
)

defineRoute(
  notificationRoutes,
  endpoints.updateConversationNotificationSettings,
  { limit: 'write', shape: shapes.updateConversationNotificationSettings },
  async ({ actor, params, body }) => ok(await notifications.updateChannelNotificationSettings(actor, params, body)),
)
