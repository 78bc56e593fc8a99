import { z } from 'zod'
import { snowflake, timestamp } from './values.ts'

/** Of which messages somebody wants to be told: all, those that mention them, or none. */
export const notificationLevel = z.enum(['all', 'mentions', 'none'])
export type NotificationLevel = z.infer<typeof notificationLevel>

/**
 * Without a `level` a channel is as its server, a server tells of mentions, a conversation of everything. What is
 * `muted` stays so until `mutedUntil`, or without that until somebody turns it on again.
 */
export const notificationSettings = z.object({
  level: notificationLevel.nullable(),
  muted: z.boolean(),
  mutedUntil: timestamp.nullable(),
})
export type NotificationSettings = z.infer<typeof notificationSettings>

export const serverNotificationSettings = notificationSettings
  .extend({ serverId: snowflake })
  .meta({ id: 'ServerNotificationSettings' })
export type ServerNotificationSettings = z.infer<typeof serverNotificationSettings>

/** Of a server's channel, or of a conversation, whose id it is then. */
export const channelNotificationSettings = notificationSettings
  .extend({ channelId: snowflake })
  .meta({ id: 'ChannelNotificationSettings' })
export type ChannelNotificationSettings = z.infer<typeof channelNotificationSettings>

/** Everything somebody has set; what is not listed is as it is without. */
export const notificationSettingsList = z
  .object({ servers: z.array(serverNotificationSettings), channels: z.array(channelNotificationSettings) })
  .meta({ id: 'NotificationSettingsList' })
export type NotificationSettingsList = z.infer<typeof notificationSettingsList>
