import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import { useMemo } from 'react'
import type { MessageWindow } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { describeError } from '../../ui/error-message.ts'
import { unreadQuery } from '../read-state/unread.ts'
import { useChat } from './chat-store.ts'
import { MessageListSkeleton } from './message-list-skeleton.tsx'
import { rowsOf } from './rows.ts'
import { VirtualMessages } from './virtual-messages.tsx'

/** The messages of the open chat, or what stands in for them. */
export function MessageList() {
  const chat = useChat()
  const { connection } = useRealtime()
  const { data: window, error, refetch } = useQuery(connection.loader.query(chat, chat.startId))
  // The line above what is unread would move what is already there; without it, if it cannot be had.
  const { isPending, failureCount } = useQuery({ ...unreadQuery, select: () => null })
  const isLineComing = isPending && failureCount === 0
  if (window && !isLineComing) return <LoadedMessages key={window.generation} window={window} />
  if (!error) return <MessageListSkeleton />
  return (
    <EmptyState
      className="grow"
      icon={<CloudOff />}
      title={t`The messages could not be loaded`}
      action={<Button onClick={() => void refetch()}>{t`Try again`}</Button>}
    >
      {describeError(error)}
    </EmptyState>
  )
}

function LoadedMessages({ window }: { window: MessageWindow }) {
  const { channelId } = useChat()
  const { outbox } = useRealtime()
  const entries = outbox.useEntries((state) => state.entries)
  const rows = useMemo(
    () =>
      rowsOf(
        window,
        entries.filter((entry) => entry.channelId === channelId),
      ),
    [window, entries, channelId],
  )
  return <VirtualMessages window={window} rows={rows} />
}
