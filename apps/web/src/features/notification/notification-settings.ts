import type {
  ChannelNotificationSettings,
  NotificationLevel,
  NotificationSettings,
  NotificationSettingsList,
  ServerNotificationSettings,
} from '@parley/contracts/notification'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { upsertNotificationSettings } from '../../realtime/notification-settings-list.ts'
import { keys } from '../../realtime/query-keys.ts'
import { toastError } from '../../ui/toaster.tsx'

/** Everything one has set about notifications. */
export const notificationSettingsQuery = queryOptions({
  queryKey: keys.notificationSettings,
  queryFn: () => api.listNotificationSettings(),
})

/** What settings are about. */
export type NotificationSubject =
  | { kind: 'server'; serverId: string }
  | { kind: 'channel'; channelId: string; serverId: string }
  | { kind: 'conversation'; channelId: string }

const unset: NotificationSettings = { level: null, muted: false, mutedUntil: null }

/** What was chosen about exactly this, nothing inherited. */
function settingsOf(list: NotificationSettingsList | undefined, subject: NotificationSubject) {
  const found =
    subject.kind === 'server'
      ? list?.servers.find(({ serverId }) => serverId === subject.serverId)
      : list?.channels.find(({ channelId }) => channelId === subject.channelId)
  return found ?? unset
}

/** Of which messages this tells when nothing is chosen about it. */
function defaultLevel(list: NotificationSettingsList | undefined, subject: NotificationSubject): NotificationLevel {
  if (subject.kind === 'conversation') return 'all'
  if (subject.kind === 'server') return 'mentions'
  return settingsOf(list, { kind: 'server', serverId: subject.serverId }).level ?? 'mentions'
}

/** Whether this, or the server it belongs to, is muted. */
export function isMuted(list: NotificationSettingsList | undefined, subject: NotificationSubject): boolean {
  if (settingsOf(list, subject).muted) return true
  return subject.kind === 'channel' && settingsOf(list, { kind: 'server', serverId: subject.serverId }).muted
}

/** Of which messages this tells now. */
export function effectiveLevel(
  list: NotificationSettingsList | undefined,
  subject: NotificationSubject,
): NotificationLevel {
  if (isMuted(list, subject)) return 'none'
  return settingsOf(list, subject).level ?? defaultLevel(list, subject)
}

/** The same settings with every mute lifted whose time is over, and when the next one ends. */
export function liftExpiredMutes(
  list: NotificationSettingsList,
  now: number,
): { list: NotificationSettingsList; next: number | undefined } {
  let next: number | undefined
  let lifted = false
  const lift = <Settings extends NotificationSettings>(settings: Settings): Settings => {
    if (!settings.muted || settings.mutedUntil === null) return settings
    const end = Date.parse(settings.mutedUntil)
    if (end > now) {
      next = Math.min(next ?? end, end)
      return settings
    }
    lifted = true
    return { ...settings, muted: false, mutedUntil: null }
  }
  const servers = list.servers.map(lift)
  const channels = list.channels.map(lift)
  return { list: lifted ? { servers, channels } : list, next }
}

/** What was chosen about this. */
export function useNotificationSettings(subject: NotificationSubject): {
  settings: NotificationSettings
  inherited: NotificationLevel
  muted: boolean
} {
  const { data } = useQuery(notificationSettingsQuery)
  return {
    settings: settingsOf(data, subject),
    inherited: defaultLevel(data, subject),
    muted: isMuted(data, subject),
  }
}

function save(
  subject: NotificationSubject,
  body: NotificationSettings,
): Promise<ServerNotificationSettings | ChannelNotificationSettings> {
  switch (subject.kind) {
    case 'server':
      return api.updateServerNotificationSettings({ params: { serverId: subject.serverId }, body })
    case 'channel':
      return api.updateChannelNotificationSettings({ params: { channelId: subject.channelId }, body })
    case 'conversation':
      return api.updateConversationNotificationSettings({ params: { conversationId: subject.channelId }, body })
  }
}

/** Changes part of what was chosen about this, on every device. */
export function useChangeNotificationSettings(subject: NotificationSubject) {
  const queryClient = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: ({ level, muted, mutedUntil }: NotificationSettings) => save(subject, { level, muted, mutedUntil }),
    onSuccess: (saved) =>
      queryClient.setQueryData(keys.notificationSettings, (list) => list && upsertNotificationSettings(list, saved)),
    onError: toastError,
  })
  return (change: Partial<NotificationSettings>) =>
    mutate({ ...settingsOf(queryClient.getQueryData(keys.notificationSettings), subject), ...change })
}
