import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef } from 'react'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { unreadQuery } from '../read-state/unread.ts'
import { usePageActive } from '../read-state/use-page-active.ts'
import { useChat, useChatState } from './chat-store.ts'

/** Marks as read what the person has in view, and keeps the "new messages" line. Draws nothing. */
export function ReadTracker() {
  const chat = useChat()
  const { store, channelId } = chat
  const { readMarker, connection, selfId } = useRealtime()
  const isActive = usePageActive()
  const atBottom = useChatState((state) => state.atBottom)
  const keepsUnread = useChatState((state) => state.keepsUnread)
  const { data: unread } = useQuery({
    ...unreadQuery,
    select: (list) => list.find((state) => state.channelId === channelId),
  })
  const { data: newest } = useQuery({
    ...connection.loader.query(chat),
    select: ({ messages, hasNewer, lastSeq }) => {
      const last = messages.at(-1)
      return { id: last?.id, seq: last?.seq ?? 0, isOwn: last?.author.id === selfId, hasNewer, lastSeq }
    },
  })
  /** The newest message that was in view. */
  const seen = useRef<{ seq: number; id: string | null; generation: number }>(undefined)

  // Before the next paint: the line moves what is below.
  useLayoutEffect(() => {
    if (!unread || !newest) return
    if (seen.current === undefined || unread.generation > seen.current.generation) {
      const { lastReadSeq: seq, lastReadMessageId: id, generation } = unread
      // Here or on another device something was marked as unread.
      const isTakenBack = seen.current !== undefined
      seen.current = { seq, id, generation }
      if (isTakenBack) store.setState({ keepsUnread: true })
      if (unread.lastSeq > seq) store.setState({ readUpTo: seen.current })
    }
    const { readUpTo } = store.getState()
    if (isActive && atBottom && !newest.hasNewer && !keepsUnread) {
      // What was deleted at the end counts in `lastSeq`, and is read too.
      const end = unread.lastSeq > newest.seq ? { seq: unread.lastSeq, id: unread.lastMessageId } : newest
      if (end.id) {
        seen.current = { ...seen.current, seq: end.seq, id: end.id }
        if (end.seq > unread.lastReadSeq || newest.isOwn) readMarker.mark(chat, { seq: end.seq, id: end.id })
      }
      return
    }
    const isNew = Math.max(newest.seq, unread.lastSeq) > seen.current.seq && !newest.isOwn
    if (isNew && (readUpTo === null || readUpTo.seq < seen.current.seq)) store.setState({ readUpTo: seen.current })
  }, [chat, store, readMarker, isActive, atBottom, keepsUnread, unread, newest])

  useLayoutEffect(
    () => () => {
      seen.current = undefined
    },
    [],
  )

  return null
}
