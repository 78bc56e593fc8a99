import { t } from '@lingui/core/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { api } from '../../app/api.ts'
import { isolate } from '../../app/isolate.ts'
import { ownPath } from '../../app/own-path.ts'
import { showInTitle } from '../../app/page-title.ts'
import { navigate } from '../../app/router/history.ts'
import { usePlace } from '../../app/router/place.ts'
import { keys } from '../../realtime/query-keys.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { fetchPage } from '../../realtime/target.ts'
import { describeConversation } from '../conversation/describe-conversation.ts'
import { chatPath } from '../message/message-link.ts'
import { plainText } from '../message/plain-text.ts'
import { currentStatus } from '../presence/own-presence.ts'
import { useTotalAttention } from '../read-state/attention.ts'
import { usePageActive } from '../read-state/use-page-active.ts'
import { notifyOfCalls } from './call-notifications.ts'
import { showInFavicon } from './favicon.ts'
import { effectiveLevel } from './notification-settings.ts'
import { createNotifier } from './notifier.ts'
import { notificationPreferences } from './preferences.ts'
import { notificationSupport, showNotification } from './show-notification.ts'
import { playNotificationSound } from './sound.ts'
import { ANYTHING, competeToNotify, isOnScreen, showOnScreen } from './tabs.ts'
import { useMuteExpiry } from './use-mute-expiry.ts'

/** Everything that calls for attention from outside of the page: the tab's title and icon, sound, notifications. */
export function Notifications(): null {
  useMuteExpiry()
  useTabBadge()
  useOnScreenChannel()
  useNotifier()
  useOnScreenPage()
  usePressedNotifications()
  return null
}

function useTabBadge(): void {
  const { unread, personal } = useTotalAttention()
  useEffect(() => {
    showInTitle({ unread, personal })
    void showInFavicon({ unread, personal })
  }, [unread, personal])
}

function useOpenChannel(): string | undefined {
  return usePlace(({ params }) => params.channelId ?? params.conversationId)
}

function useOnScreenChannel(): void {
  const channelId = useOpenChannel()
  const isActive = usePageActive()
  useEffect(() => {
    if (channelId === undefined || !isActive) return
    const lifetime = new AbortController()
    showOnScreen(channelId, lifetime.signal)
    return () => lifetime.abort()
  }, [channelId, isActive])
}

function useNotifier(): void {
  const queryClient = useQueryClient()
  const { connection, selfId } = useRealtime()
  const openChannelId = useOpenChannel()
  const isActive = usePageActive()
  const isLookedAt = useEffectEvent((channelId: string) => isActive && channelId === openChannelId)

  useEffect(() => {
    const lifetime = new AbortController()
    const serverOf = (channelId: string) =>
      queryClient.getQueryData(keys.unread)?.find((state) => state.channelId === channelId)?.serverId
    const isChosen = competeToNotify(lifetime.signal)
    const notifier = createNotifier({
      selfId,
      levelOf(channelId) {
        const serverId = serverOf(channelId)
        const settings = queryClient.getQueryData(keys.notificationSettings)
        if (serverId === undefined || settings === undefined) return undefined
        return serverId === null
          ? effectiveLevel(settings, { kind: 'conversation', channelId })
          : effectiveLevel(settings, { kind: 'channel', channelId, serverId })
      },
      async fetchNewest(channelId) {
        const kind = serverOf(channelId) === null ? 'conversation' : 'channel'
        const { messages } = await fetchPage(api, { kind, channelId }, { limit: '1' })
        return messages[0]
      },
      isOnScreen: (channelId) => isLookedAt(channelId) || isOnScreen(channelId),
      isChosen,
      notify(message) {
        if (currentStatus() === 'dnd') return
        const { sound, desktop } = notificationPreferences()
        if (sound) playNotificationSound()
        if (!desktop || notificationSupport() !== 'granted') return
        const { channelId, id: messageId } = message
        const serverId = serverOf(channelId)
        const path = serverId
          ? chatPath({ kind: 'channel', serverId, channelId, messageId })
          : chatPath({ kind: 'conversation', channelId, messageId })
        const { displayName, avatarUrl } = message.author
        const name = nameOf(channelId, serverId)
        const title = name ? t`${displayName} in ${name}` : displayName
        void showNotification({ title, body: plainText(message.content), avatarUrl, channelId, path })
      },
    })

    function nameOf(channelId: string, serverId: string | null | undefined): string | undefined {
      if (serverId) {
        const server = queryClient.getQueryData(keys.server(serverId))
        const channel = server?.channels.find(({ id }) => id === channelId)
        if (channel) return `#${isolate(channel.name)} (${isolate(server?.name ?? '')})`
        return queryClient.getQueryData(keys.servers)?.find(({ id }) => id === serverId)?.name
      }
      const conversation = queryClient.getQueryData(keys.conversations)?.find(({ id }) => id === channelId)
      const view = conversation && describeConversation(conversation, selfId)
      return view?.isGroup ? view.title : undefined
    }

    const stops = [
      connection.on('message-created', (message) => void notifier.receive(message)),
      connection.on('mention-created', (message) => void notifier.receive(message)),
      connection.on('channel-activity', (activity) => void notifier.hear(activity)),
      notifyOfCalls(connection, selfId, isChosen),
    ]
    return () => {
      lifetime.abort()
      for (const stop of stops) stop()
    }
  }, [connection, queryClient, selfId])
}

/** Lets the other tabs of this browser know that somebody looks at this one. */
function useOnScreenPage(): void {
  const isActive = usePageActive()
  useEffect(() => {
    if (!isActive) return
    const lifetime = new AbortController()
    showOnScreen(ANYTHING, lifetime.signal)
    return () => lifetime.abort()
  }, [isActive])
}

/** Opens the message of a notification that was pressed; the service worker has brought this tab to the front. */
function usePressedNotifications(): void {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    function onMessage({ data }: MessageEvent<{ type?: string; path?: unknown }>) {
      const path = data.type === 'open' ? ownPath(data.path) : undefined
      if (path && path !== location.pathname) void navigate(path)
    }
    navigator.serviceWorker.addEventListener('message', onMessage)
    return () => navigator.serviceWorker.removeEventListener('message', onMessage)
  }, [])
}
