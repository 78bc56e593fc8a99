import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { textChannels } from '../features/channel/channel-queries.ts'
import { useMemberPane } from '../features/member/member-pane-state.ts'
import { useMarkRead } from '../features/notification/mark-read.ts'
import { isMuted } from '../features/notification/notification-settings.ts'
import { keys } from '../realtime/query-keys.ts'
import { unreadCount } from '../realtime/unread-list.ts'
import { neighbour } from './neighbours.ts'
import { focusPane } from './panes.ts'
import { channelPath, conversationPath, conversationsPath, serverPath, settingsPath } from './paths.ts'
import { navigate } from './router/history.ts'
import { toggleShellDialog } from './shell-dialogs.tsx'
import { matchShortcut, type ShortcutName } from './shortcuts.ts'

/** Somewhere one can read: a channel, or without a server a conversation. */
interface Place {
  channelId: string
  serverId: string | null
}

/** Listens to the shortcuts of `shortcuts.ts` anywhere in the app. */
export function useShortcuts(): void {
  const actionsHere = useActions()
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const name = matchShortcut(event)
    if (name === undefined || event.defaultPrevented || event.isComposing) return
    const dialog = document.querySelector('[role="dialog"], [role="menu"]')
    if (dialog && name !== 'quick-switcher' && name !== 'help') return
    const action = actionsHere()[name]
    if (!action) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

/** What the address of the page names; it is ahead of what is drawn while a page is on its way. */
function readAddress(): { serverId?: string; channelId?: string; conversationId?: string } {
  const [, serverId, channelId] = /^\/(?:channels|servers)\/(\d+)(?:\/(\d+))?/.exec(location.pathname) ?? []
  const [, conversationId] = /^\/conversations\/(\d+)/.exec(location.pathname) ?? []
  return { ...(serverId && { serverId }), ...(channelId && { channelId }), ...(conversationId && { conversationId }) }
}

/** What each shortcut does. Where there is nothing to do there is no action, and the key keeps its own meaning. */
function useActions(): () => Partial<Record<ShortcutName, () => void>> {
  const queryClient = useQueryClient()
  const markRead = useMarkRead()
  const members = useMemberPane()

  return () => {
    const params = readAddress()
    const openId = params.channelId ?? params.conversationId

    const go = ({ channelId, serverId }: Place) =>
      void navigate(serverId === null ? conversationPath(channelId) : channelPath(serverId, channelId))

    const placesOf = (serverId: string | null): Place[] =>
      serverId === null
        ? (queryClient.getQueryData(keys.conversations) ?? []).map(({ id }) => ({ channelId: id, serverId }))
        : textChannels(queryClient.getQueryData(keys.server(serverId))?.channels ?? []).map(({ id }) => ({
            channelId: id,
            serverId,
          }))

    const here = params.serverId ?? null
    const open = openSubject(params)
    const isOpen = ({ channelId }: Place) => channelId === openId

    function goToChannel(step: 1 | -1): void {
      const place = neighbour(placesOf(here), isOpen, step)
      if (place) go(place)
    }

    function goToUnread(step: 1 | -1): void {
      const unread = queryClient.getQueryData(keys.unread) ?? []
      const settings = queryClient.getQueryData(keys.notificationSettings)
      const waits = ({ channelId, serverId }: Place) => {
        const state = unread.find((candidate) => candidate.channelId === channelId)
        if (!state || unreadCount(state) === 0) return false
        const muted = isMuted(
          settings,
          serverId === null ? { kind: 'conversation', channelId } : { kind: 'channel', channelId, serverId },
        )
        return !muted || state.mentionSeqs.length > 0
      }
      const servers = queryClient.getQueryData(keys.servers) ?? []
      // Channels of servers that have not been opened yet come in the order in which the app lists them.
      const channelsOf = (serverId: string) => {
        const known = placesOf(serverId)
        return known.length > 0 ? known : unread.filter((state) => state.serverId === serverId)
      }
      const all = [...placesOf(null), ...servers.flatMap(({ id }) => channelsOf(id))]
      const place = neighbour(all, isOpen, step, waits)
      if (place) go(place)
    }

    function goToServer(step: 1 | -1): void {
      const ids = [null, ...(queryClient.getQueryData(keys.servers) ?? []).map(({ id }) => id)]
      const id = neighbour(ids, (candidate) => candidate === here, step)
      void navigate(id ? serverPath(id) : conversationsPath)
    }

    return {
      'quick-switcher': () => toggleShellDialog('quick-switcher'),
      help: () => toggleShellDialog('shortcuts'),
      settings: () => void navigate(settingsPath()),
      'previous-channel': () => goToChannel(-1),
      'next-channel': () => goToChannel(1),
      'previous-unread': () => goToUnread(-1),
      'next-unread': () => goToUnread(1),
      'previous-server': () => goToServer(-1),
      'next-server': () => goToServer(1),
      'next-pane': () => focusPane(1),
      'previous-pane': () => focusPane(-1),
      ...(open && { 'mark-channel-read': () => markRead(open) }),
      ...(here && { 'mark-server-read': () => markRead({ kind: 'server', serverId: here }) }),
      ...(params.channelId && { 'toggle-members': () => members.show(!members.isShown) }),
    }
  }
}

function openSubject(params: { serverId?: string; channelId?: string; conversationId?: string }) {
  const { serverId, channelId, conversationId } = params
  if (conversationId) return { kind: 'conversation', channelId: conversationId } as const
  return serverId && channelId ? ({ kind: 'channel', channelId, serverId } as const) : undefined
}
