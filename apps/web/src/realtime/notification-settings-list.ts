import type {
  ChannelNotificationSettings,
  NotificationSettingsList,
  ServerNotificationSettings,
} from '@parley/contracts/notification'

/** Takes in what was chosen about one server, channel or conversation. */
export function upsertNotificationSettings(
  { servers, channels }: NotificationSettingsList,
  settings: ServerNotificationSettings | ChannelNotificationSettings,
): NotificationSettingsList {
  return 'serverId' in settings
    ? { servers: [...servers.filter(({ serverId }) => serverId !== settings.serverId), settings], channels }
    : { servers, channels: [...channels.filter(({ channelId }) => channelId !== settings.channelId), settings] }
}
