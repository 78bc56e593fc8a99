import { useQueryClient } from '@tanstack/react-query'
import { keys } from '../../realtime/query-keys.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { unreadCount } from '../../realtime/unread-list.ts'
import type { NotificationSubject } from './notification-settings.ts'

/** Whether a channel or conversation is, or is part of, what is spoken of. */
export const belongsTo = (state: { channelId: string; serverId: string | null }, subject: NotificationSubject) =>
  subject.kind === 'server' ? state.serverId === subject.serverId : state.channelId === subject.channelId

/** Marks everything in a server, a channel or a conversation as read. */
export function useMarkRead(): (subject: NotificationSubject) => void {
  const queryClient = useQueryClient()
  const { readMarker } = useRealtime()
  return (subject) => {
    for (const state of queryClient.getQueryData(keys.unread) ?? []) {
      if (!belongsTo(state, subject) || unreadCount(state) === 0 || state.lastMessageId === null) continue
      const { channelId, serverId, lastMessageId: id, lastSeq: seq } = state
      readMarker.mark({ kind: serverId === null ? 'conversation' : 'channel', channelId }, { id, seq })
    }
  }
}
