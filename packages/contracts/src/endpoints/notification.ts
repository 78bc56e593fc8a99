import { z } from 'zod'
import * as notification from '../notification.ts'
import { snowflake } from '../values.ts'
import type { Endpoint } from './endpoint.ts'

export const notificationEndpoints = {
  listNotificationSettings: {
    method: 'GET',
    path: '/notification-settings',
    tag: 'notifications',
    access: 'user',
    summary: 'Everything one has set about notifications',
    responses: { 200: notification.notificationSettingsList },
  },
  updateServerNotificationSettings: {
    method: 'PUT',
    path: '/servers/:serverId/notification-settings',
    tag: 'notifications',
    access: 'user',
    summary: 'Choose what a server tells one of, for every device',
    params: z.object({ serverId: snowflake }),
    body: notification.notificationSettings,
    responses: { 200: notification.serverNotificationSettings },
  },
  updateChannelNotificationSettings: {
    method: 'PUT',
    path: '/channels/:channelId/notification-settings',
    tag: 'notifications',
    access: 'user',
    summary: 'Choose what a channel tells one of, for every device',
    params: z.object({ channelId: snowflake }),
    body: notification.notificationSettings,
    responses: { 200: notification.channelNotificationSettings },
  },
  updateConversationNotificationSettings: {
    method: 'PUT',
    path: '/conversations/:conversationId/notification-settings',
    tag: 'notifications',
    access: 'user',
    summary: 'Choose what a conversation tells one of, for every device',
    params: z.object({ conversationId: snowflake }),
    body: notification.notificationSettings,
    responses: { 200: notification.channelNotificationSettings },
  },
} as const satisfies Record<string, Endpoint>
