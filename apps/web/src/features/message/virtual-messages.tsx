import { t } from '@lingui/core/macro'
import type { KeyboardEvent } from 'react'
import { Virtualizer } from 'virtua'
import type { MessageWindow } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { classNames } from '../../ui/class-names.ts'
import { useChat, useChatState } from './chat-store.ts'
import { placeAfter } from './grouping.ts'
import { IntroRow } from './intro-row.tsx'
import { MessageMenu } from './message-menu.tsx'
import { MessageRow } from './message-row.tsx'
import { type FocusStep, moveFocus } from './move-focus.ts'
import { PendingRow } from './pending-row.tsx'
import { isMessage, isPending, messageAbove, type Row, rowKey } from './rows.ts'
import { useMarkRead } from './use-mark-read.ts'
import { useMessageScroll } from './use-message-scroll.ts'
import { useSteppedRows } from './use-stepped-rows.ts'
import { useToday } from './use-today.ts'

const steps: Record<string, FocusStep> = { ArrowUp: 'up', ArrowDown: 'down', Home: 'oldest', End: 'newest' }

export interface VirtualMessagesProps {
  window: MessageWindow
  rows: readonly Row[]
}

/** The rows in view, of however many there are. */
export function VirtualMessages({ window, rows }: VirtualMessagesProps) {
  const { name, composer } = useChat()
  const markRead = useMarkRead()
  const { selfId } = useRealtime()
  const readUpTo = useChatState((state) => state.readUpTo)
  const editingId = useChatState((state) => state.editing?.id)
  const today = useToday()
  const { shown, shift } = useSteppedRows(rows)
  const { scroller, virtualizer, sizes, isMeasured, onScroll, onScrollEnd, onResize } = useMessageScroll(
    window,
    shown,
    shift,
  )
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

  function onKeyDown(event: KeyboardEvent) {
    const { target, currentTarget, key } = event
    const onRow = (target as Element).matches(
      '[data-message-id], [data-message-id] :is(a, button, [role="button"]):not([aria-expanded="true"])',
    )
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (!onRow && target !== currentTarget) return
    if (key === 'Escape') {
      markRead()
      composer.current?.focus({ preventScroll: true })
    } else if (onRow && key in steps) moveFocus(scroller.current, virtualizer.current, shown, steps[key] as FocusStep)
    else if (key === 'ArrowUp' || key === 'End') moveFocus(scroller.current, virtualizer.current, shown, 'newest')
    else return
    event.preventDefault()
  }

  return (
    <MessageMenu>
      <section
        ref={scroller}
        aria-label={t`Messages in ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        // A finger meets what it is put on, also while the list is still coming to rest and lets mice pass by.
        className={classNames(
          'flex min-h-0 grow swipeable flex-col overflow-x-hidden overflow-y-auto overscroll-contain -outline-offset-2 [overflow-anchor:none] pointer-coarse:[&>ol]:pointer-events-auto!',
          !isMeasured && '[&>ol]:invisible',
        )}
        onKeyDown={onKeyDown}
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
          {...(sizes && { cache: sizes })}
          onScroll={onScroll}
          onScrollEnd={onScrollEnd}
          onResize={onResize}
        >
          {renderRow}
        </Virtualizer>
        <div className="h-4 shrink-0" />
      </section>
    </MessageMenu>
  )
}
