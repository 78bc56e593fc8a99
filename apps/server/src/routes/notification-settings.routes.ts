import { endpoints } from '@parley/contracts/endpoints'
import { Router } from 'express'
import * as settings from '../controllers/notification-settings.controller.ts'
import * as shapes from '../validators/notification-settings.validator.ts'
import { defineRoute, ok } from './define-route.ts'

export const notificationSettingsRoutes = Router()

defineRoute(
  notificationSettingsRoutes,
  endpoints.listNotificationSettings,
  { limit: 'read', shape: shapes.listNotificationSettings },
  async ({ actor }) => ok(await settings.listNotificationSettings(actor)),
)

defineRoute(
  notificationSettingsRoutes,
  endpoints.updateServerNotificationSettings,
  { limit: 'write', shape: shapes.updateServerNotificationSettings },
  async ({ actor, params, body }) => ok(await settings.updateServerNotificationSettings(actor, params.serverId, body)),
)

defineRoute(
  notificationSettingsRoutes,
  endpoints.updateChannelNotificationSettings,
  { limit: 'write', shape: shapes.updateChannelNotificationSettings },
  async ({ actor, params, body }) => ok(await settings.updateChannelNotificationSettings(actor, params, body)),
)

defineRoute(
  notificationSettingsRoutes,
  endpoints.updateConversationNotificationSettings,
  { limit: 'write', shape: shapes.updateConversationNotificationSettings },
  async ({ actor, params, body }) => ok(await settings.updateChannelNotificationSettings(actor, params, body)),
)
