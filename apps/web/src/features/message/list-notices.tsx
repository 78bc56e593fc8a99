import { plural, t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Check, Pencil, X } from 'lucide-react'
import { indexOfSeq } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { useIsNarrow } from '../../ui/use-media-query.ts'
import { unreadQuery, useUnread } from '../read-state/unread.ts'
import { useChat, useChatState } from './chat-store.ts'
import { goOnEditing } from './message-actions.ts'
import { formatSince, momentOfId } from './time.ts'
import { useMarkRead } from './use-mark-read.ts'

const pill =
  'pointer-events-auto flex min-h-8 items-center gap-2 rounded-full border px-3.5 text-sm font-medium shadow-raised pointer-coarse:min-h-11'
/** A pill of two buttons. */
const split =
  'pointer-events-auto flex max-w-full items-stretch overflow-hidden rounded-full text-sm font-semibold shadow-raised'
const splitStart = 'flex min-h-8 min-w-0 items-center gap-2 py-1 pr-3 pl-3.5 pointer-coarse:min-h-11'
const calm = 'border-line bg-raised'

/** Notices over the list: what is above it, what is below it, how fetching goes. They never move the messages. */
export function ListNotices() {
  return (
    <>
      <div className="pointer-events-none absolute inset-x-0 top-2 z-20 flex flex-col items-center gap-2 px-4">
        <LineNotice />
        <OlderNotice />
      </div>
      <div className="pointer-events-none absolute inset-x-0 bottom-3 z-20 flex flex-col items-center gap-2 px-4">
        <EditNotice />
        <PresentNotice />
      </div>
    </>
  )
}

/** How many messages are new since when, and where they begin. */
function LineNotice() {
  const chat = useChat()
  const { connection } = useRealtime()
  const readUpTo = useChatState((state) => (state.lineIsAbove ? state.readUpTo : null))
  const markRead = useMarkRead()
  const isNarrow = useIsNarrow()
  const { data: lastSeq = 0 } = useQuery({
    ...unreadQuery,
    select: (list) => list.find(({ channelId }) => channelId === chat.channelId)?.lastSeq,
  })
  const { data: firstAt } = useQuery({
    ...connection.loader.query(chat),
    select: ({ messages }) => {
      const first = readUpTo && messages[indexOfSeq(messages, readUpTo.seq + 1)]
      return first?.seq === (readUpTo?.seq ?? 0) + 1 ? first.createdAt : undefined
    },
  })
  if (readUpTo === null) return null
  const count = lastSeq - readUpTo.seq
  // Until the first new message is loaded, what is known is when the one before it was written.
  const since = firstAt ? new Date(firstAt) : readUpTo.id === null ? undefined : momentOfId(readUpTo.id)
  return (
    <div className={`${split} animate-fade-in bg-badge text-on-badge`}>
      <button
        type="button"
        title={t`Go to the first new message`}
        className={splitStart}
        onClick={() => chat.list.current?.toLine()}
      >
        <ArrowUp aria-hidden className="size-4 shrink-0" />
        {describeNews(count, isNarrow ? undefined : since)}
      </button>
      <span aria-hidden className="my-1.5 w-px shrink-0 bg-current opacity-40" />
      <button
        type="button"
        className="flex shrink-0 items-center justify-center gap-1.5 pr-3.5 pl-3 underline-offset-2 hover:underline pointer-coarse:min-w-11"
        onClick={markRead}
      >
        <span className="max-md:sr-only">{t`Mark as read`}</span>
        <Check aria-hidden className="size-4" />
      </button>
    </div>
  )
}

function describeNews(count: number, since: Date | undefined): string {
  if (!since) return plural(count, { one: '# new message', other: '# new messages' })
  const moment = formatSince(since)
  return plural(count, { one: `# new message since ${moment}`, other: `# new messages since ${moment}` })
}

function OlderNotice() {
  const older = useChatState((state) => (state.older === 'idle' || !state.atTop ? 'idle' : state.older))
  if (older === 'idle') return null
  return (
    <p role="status" className={`${pill} ${calm} animate-fade-in text-muted`}>
      <Spinner />
      {older === 'loading' ? t`Loading older messages` : t`Older messages could not be loaded. Trying again`}
    </p>
  )
}

/** That there is an edit one has begun, where it is out of view. */
function EditNotice() {
  const chat = useChat()
  const isOutOfView = useChatState(({ editing, editorIsInView }) => editing !== null && !editorIsInView)
  if (!isOutOfView) return null
  return (
    <div className={`${split} ${calm} border animate-fade-in`}>
      <button type="button" className={`${splitStart} hover:bg-hover`} onClick={() => goOnEditing(chat)}>
        <Pencil aria-hidden className="size-4 shrink-0" />
        {t`Go on editing your message`}
      </button>
      <button
        type="button"
        aria-label={t`Discard the edit`}
        title={t`Discard the edit`}
        className="flex shrink-0 items-center justify-center pr-3.5 pl-3 hover:bg-hover pointer-coarse:min-w-11"
        onClick={() => chat.store.setState({ editing: null })}
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}

function PresentNotice() {
  const chat = useChat()
  const { connection } = useRealtime()
  const atBottom = useChatState((state) => state.atBottom)
  const lineIsAbove = useChatState((state) => state.lineIsAbove)
  const waiting = useUnread(chat.channelId)
  // What is new begins above: the notice up there counts it.
  const unread = lineIsAbove ? 0 : waiting
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
      {unread > 0 ? plural(unread, { one: '# new message', other: '# new messages' }) : t`Jump to present`}
    </button>
  )
}
