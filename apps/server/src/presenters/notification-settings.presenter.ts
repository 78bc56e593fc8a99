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

export function presentServerNotificationSettings(row: ServerNotificationSettingsRow): ServerNotificationSettings {
  return { serverId: String(row.serverId), ...present(row) }
}

export function presentChannelNotificationSettings(row: ChannelNotificationSettingsRow): ChannelNotificationSettings {
  return { channelId: String(row.channelId), ...present(row) }
}
