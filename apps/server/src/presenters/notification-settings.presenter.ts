import type {
  ChannelNotificationSettings,
  NotificationSettings,
  ServerNotificationSettings,
} from '@parley/contracts/notification'
import type {
  ChannelNotificationSettingsRow,
  NotificationSettingsRow,
  ServerNotificationSettingsRow,
} from '../repositories/notification-settings.repository.ts'

function present({ level, muted, mutedUntil }: NotificationSettingsRow): NotificationSettings {
  return { level, muted, mutedUntil: mutedUntil?.toISOString() ?? null }
}

/** What somebody has chosen about a server, for that person alone. */
export function presentServerNotificationSettings(row: ServerNotificationSettingsRow): ServerNotificationSettings {
  return { serverId: String(row.serverId), ...present(row) }
}

/** The same about a channel or a conversation. */
export function presentChannelNotificationSettings(row: ChannelNotificationSettingsRow): ChannelNotificationSettings {
  return { channelId: String(row.channelId), ...present(row) }
}
