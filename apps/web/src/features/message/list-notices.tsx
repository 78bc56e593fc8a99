import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { useUnread } from '../read-state/unread.ts'
import { useChat, useChatState } from './chat-store.ts'

const pill =
  'pointer-events-auto flex min-h-8 items-center gap-2 rounded-full border px-3.5 text-sm font-medium shadow-raised pointer-coarse:min-h-11'
const calm = 'border-line bg-raised'

/** Notices over the list: what is above it, what is below it, how fetching goes. They never move the messages. */
export function ListNotices() {
  return (
    <>
      <div className="pointer-events-none absolute inset-x-0 top-2 z-20 flex flex-col items-center gap-2 px-4">
        <LineNotice />
        <OlderNotice />
      </div>
      <div className="pointer-events-none absolute inset-x-0 bottom-3 z-20 flex justify-center px-4">
        <PresentNotice />
      </div>
    </>
  )
}

function LineNotice() {
  const { list, store } = useChat()
  const isAbove = useChatState((state) => state.lineIsAbove && state.readUpTo !== null)
  if (!isAbove) return null
  return (
    <div className="pointer-events-auto flex animate-fade-in overflow-hidden rounded-full bg-badge text-sm font-semibold text-on-badge shadow-raised">
      <button
        type="button"
        className="flex min-h-8 items-center gap-2 pr-2 pl-3.5 pointer-coarse:min-h-11"
        onClick={() => list.current?.toLine()}
      >
        <ArrowUp aria-hidden className="size-4" />
        Go to the first new message
      </button>
      <button
        type="button"
        aria-label="Dismiss"
        className="flex items-center pr-3 pl-1.5"
        onClick={() => store.setState({ readUpTo: null, lineIsAbove: false })}
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}

function OlderNotice() {
  const older = useChatState((state) => (state.older === 'idle' || !state.atTop ? 'idle' : state.older))
  if (older === 'idle') return null
  return (
    <p role="status" className={`${pill} ${calm} animate-fade-in text-muted`}>
      <Spinner />
      {older === 'loading' ? 'Loading older messages' : 'Older messages could not be loaded. Trying again'}
    </p>
  )
}

function PresentNotice() {
  const chat = useChat()
  const { connection } = useRealtime()
  const atBottom = useChatState((state) => state.atBottom)
  const unread = useUnread(chat.channelId)
  const { data: isDetached } = useQuery({
    ...connection.loader.query(chat),
    select: ({ hasNewer }) => hasNewer,
  })
  if (isDetached === undefined || (atBottom && !isDetached)) return null
  return (
    <button
      type="button"
      className={`${pill} animate-fade-in ${unread > 0 ? 'border-transparent bg-accent text-on-accent hover:bg-accent-hover' : `${calm} hover:border-line-strong`}`}
      onClick={() => chat.list.current?.toPresent()}
    >
      <ArrowDown aria-hidden className="size-4" />
      {unread > 0 ? `${unread} new ${unread === 1 ? 'message' : 'messages'}` : 'Jump to present'}
    </button>
  )
}
