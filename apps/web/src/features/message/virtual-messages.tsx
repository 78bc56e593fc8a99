import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { compareIds } from '../../realtime/compare-ids.ts'
import { type MessageWindow, newerRequest, olderRequest } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { useChat, useChatState } from './chat-store.ts'
import { placeAfter } from './grouping.ts'
import { IntroRow } from './intro-row.tsx'
import { MessageMenu } from './message-menu.tsx'
import { MessageRow } from './message-row.tsx'
import { moveFocus } from './move-focus.ts'
import { PendingRow } from './pending-row.tsx'
import { isMessage, isPending, messageAbove, type Row, rowIndexOfSeq, rowKey } from './rows.ts'
import { recallScroll, rememberScroll } from './scroll-memory.ts'
import { useSteppedRows } from './use-stepped-rows.ts'
import { useToday } from './use-today.ts'

export interface VirtualMessagesProps {
  window: MessageWindow
  rows: readonly Row[]
}

/** So close to the end, in pixels, counts as there. */
const BOTTOM_TOLERANCE = 24
/** More is fetched when so few rows are left between what is in view and what is loaded. */
const AHEAD = 25
/** Pixels left above a row that is scrolled to. */
const HEADROOM = 56
/** Milliseconds until a page that could not be fetched is asked for again. */
const RETRY = 4_000

/**
 * The rows in view. The position belongs to the person: rows that come, change size or go elsewhere never move what is
 * looked at, and the end is followed only by those who are there already.
 */
export function VirtualMessages({ window, rows }: VirtualMessagesProps) {
  const chat = useChat()
  const { connection, selfId } = useRealtime()
  const readUpTo = useChatState((state) => state.readUpTo)
  const editingId = useChatState((state) => state.editing?.id)
  const today = useToday()
  const { shown, shift } = useSteppedRows(rows)
  const [jump] = useState(() => chat.jump.current)
  const [recalled] = useState(() => (jump === null ? recallScroll(chat.channelId, window) : undefined))

  const scroller = useRef<HTMLElement>(null)
  const virtualizer = useRef<VirtualizerHandle>(null)
  const position = useRef({ atBottom: recalled === undefined && jump === null, offset: recalled?.offset ?? 0 })
  const latest = useRef({ window, rows: shown })

  function pin(): void {
    const element = scroller.current
    if (element) element.scrollTop = element.scrollHeight
  }

  function scrollToStart(seq: number): void {
    const index = rowIndexOfSeq(latest.current.window, seq)
    virtualizer.current?.scrollToIndex(index, { align: 'start', offset: -HEADROOM })
  }

  function setAtBottom(atBottom: boolean): void {
    position.current.atBottom = atBottom
    if (chat.store.getState().atBottom !== atBottom) chat.store.setState({ atBottom })
  }

  /** Follows the person: leaving the end is scrolling up, not content growing below. */
  function track(): void {
    const element = scroller.current
    if (!element) return
    const offset = element.scrollTop
    const rest = element.scrollHeight - element.clientHeight - offset
    if (rest <= BOTTOM_TOLERANCE) {
      if (!latest.current.window.hasNewer) setAtBottom(true)
    } else if (offset < position.current.offset) setAtBottom(false)
    position.current.offset = offset
    const atTop = offset < element.clientHeight / 2
    if (chat.store.getState().atTop !== atTop) chat.store.setState({ atTop })
    const { readUpTo: line } = chat.store.getState()
    const lineIsAbove = line !== null && line.seq + 1 < (topMessage()?.seq ?? 0)
    if (chat.store.getState().lineIsAbove !== lineIsAbove) chat.store.setState({ lineIsAbove })
    fetchAhead()
  }

  function rowAt(offset: number): number {
    return virtualizer.current?.findItemIndex(Math.max(0, offset - spacerHeight())) ?? 0
  }

  function spacerHeight(): number {
    return (scroller.current?.firstElementChild as HTMLElement | null)?.offsetHeight ?? 0
  }

  function topMessage() {
    const { rows: all } = latest.current
    return all.slice(rowAt(scroller.current?.scrollTop ?? 0)).find(isMessage)
  }

  /** Fetches the next page before the person gets to where messages end, or where they may be out of date. */
  function fetchAhead(): void {
    const element = scroller.current
    if (!element) return
    const { window: current } = latest.current
    const older = olderRequest(current)
    if (older && rowAt(element.scrollTop) - rowIndexOfSeq(current, older.before) < AHEAD) fetchOlder()
    const newer = newerRequest(current)
    const last = rowAt(element.scrollTop + element.clientHeight)
    if (newer && rowIndexOfSeq(current, newer.after) - last < AHEAD) connection.loader.loadNewer(chat).catch(tryLater)
  }

  function fetchOlder(): void {
    if (chat.store.getState().older === 'loading') return
    chat.store.setState({ older: 'loading' })
    connection.loader.loadOlder(chat).then(
      () => chat.store.setState({ older: 'idle' }),
      () => {
        chat.store.setState({ older: 'failed' })
        tryLater()
      },
    )
  }

  const retryTimer = useRef<ReturnType<typeof setTimeout>>(undefined)
  function tryLater(): void {
    clearTimeout(retryTimer.current)
    retryTimer.current = setTimeout(fetchAhead, RETRY)
  }
  useEffect(() => () => clearTimeout(retryTimer.current), [])

  // Before the first paint: the message jumped to, where the person was, or the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per window; what it calls reads refs
  useLayoutEffect(() => {
    chat.jump.current = null
    if (jump !== null) {
      const { messages } = latest.current.window
      scrollToStart(messages.find(({ id }) => compareIds(id, jump) > 0)?.seq ?? 0)
    } else if (scroller.current && !position.current.atBottom) scroller.current.scrollTop = position.current.offset
    chat.store.setState({ atBottom: position.current.atBottom, older: 'idle' })
    return () => {
      const sizes = virtualizer.current?.cache
      if (sizes) rememberScroll(chat.channelId, latest.current.window, { ...position.current, sizes })
    }
  }, [chat, jump])

  useLayoutEffect(() => {
    latest.current = { window, rows: shown }
    if (position.current.atBottom) pin()
    track()
  })

  useEffect(() => {
    chat.list.current = {
      anchor: () => {
        if (position.current.atBottom) return null
        const { rows: all } = latest.current
        const middle = rowAt((scroller.current?.scrollTop ?? 0) + (scroller.current?.clientHeight ?? 0) / 2)
        return all.slice(0, middle + 1).findLast(isMessage)?.id ?? all.find(isMessage)?.id ?? null
      },
      toPresent() {
        if (latest.current.window.hasNewer) {
          void connection.loader.jumpTo(chat, null)
          return
        }
        setAtBottom(true)
        pin()
      },
      toLine() {
        const { readUpTo: line } = chat.store.getState()
        const { window: current } = latest.current
        if (line === null) return
        setAtBottom(false)
        if (current.hasOlder && line.seq < (current.messages[0]?.seq ?? 0)) {
          chat.jump.current = line.id ?? '1'
          void connection.loader.jumpTo(chat, chat.jump.current)
        } else scrollToStart(line.seq + 1)
      },
      focusNewest: () => moveFocus(scroller.current, virtualizer.current, latest.current.rows, 'newest'),
    }
  })

  const editingIndex = editingId === undefined ? -1 : shown.findIndex((row) => isMessage(row) && row.id === editingId)

  function renderRow(row: Row, index: number) {
    const key = rowKey(row, selfId)
    if (!isMessage(row) && !isPending(row)) return <IntroRow key={key} />
    if (isMessage(row) && row.deleted) return <div key={key} />
    const above = messageAbove(window, shown, index)
    if (isMessage(row)) {
      const startsUnread = readUpTo !== null && row.seq > readUpTo.seq && (above?.seq ?? 0) <= readUpTo.seq
      const { startsGroup, startsDay } = placeAfter(above, row)
      return (
        <MessageRow
          key={key}
          message={row}
          startsGroup={startsGroup || startsUnread}
          startsDay={startsDay}
          startsUnread={startsUnread}
          today={today}
        />
      )
    }
    const own = { author: { id: selfId }, createdAt: row.createdAt }
    const { startsGroup } = isPending(shown[index - 1]) ? { startsGroup: false } : placeAfter(above, own)
    return <PendingRow key={key} entry={row} startsGroup={startsGroup} />
  }

  return (
    <MessageMenu>
      <section
        ref={scroller}
        aria-label={`Messages in ${chat.name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="flex min-h-0 grow flex-col overflow-x-hidden overflow-y-auto overscroll-contain -outline-offset-2 [overflow-anchor:none]"
        onKeyDown={(event) => {
          const direction = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : undefined
          const onRow = (event.target as Element).matches('[data-message-id]')
          if (!direction || !(onRow || (direction === 'up' && event.target === event.currentTarget))) return
          event.preventDefault()
          moveFocus(scroller.current, virtualizer.current, shown, onRow ? direction : 'newest')
        }}
      >
        {/* Few messages stand at the bottom. */}
        <div className="grow" />
        <Virtualizer
          ref={virtualizer}
          as="ol"
          item="li"
          data={shown}
          shift={shift}
          bufferSize={600}
          keepMounted={editingIndex < 0 ? [] : [editingIndex]}
          {...(recalled && { cache: recalled.sizes })}
          onScroll={track}
          onResize={() => {
            if (position.current.atBottom) pin()
          }}
        >
          {renderRow}
        </Virtualizer>
        <div className="h-4 shrink-0" />
      </section>
    </MessageMenu>
  )
}
