import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { keys } from '../../realtime/query-keys.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { useChat } from './chat-store.ts'

/** Marks everything in the open chat as read, and takes the "new messages" line away. */
export function useMarkRead(): () => void {
  const chat = useChat()
  const { readMarker } = useRealtime()
  const queryClient = useQueryClient()
  return useCallback(() => {
    const { lastSeq: seq = 0, lastMessageId: id } =
      queryClient.getQueryData(keys.unread)?.find(({ channelId }) => channelId === chat.channelId) ?? {}
    if (id) readMarker.mark(chat, { id, seq })
    chat.store.setState({ readUpTo: null, lineIsAbove: false, keepsUnread: false })
  }, [chat, readMarker, queryClient])
}
