import { t } from '@lingui/core/macro'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { CacheSnapshot, VirtualizerHandle } from 'virtua'
import { compareIds } from '../../realtime/compare-ids.ts'
import { indexOfId, type MessageWindow } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { toastError } from '../../ui/toaster.tsx'
import { type ChatState, type Jump, useChat } from './chat-store.ts'
import { focusMessage } from './move-focus.ts'
import { isMessage, type Row, rowIndexOfSeq } from './rows.ts'
import { recallScroll, rememberScroll } from './scroll-memory.ts'
import { usePaging } from './use-paging.ts'

/** So close to the end, in pixels, counts as there. */
const BOTTOM_TOLERANCE = 24
/** Pixels left above a row that is scrolled to. */
const HEADROOM = 56
/** Milliseconds for which a message that a link has led to stands out. */
const HIGHLIGHT_TIME = 2_500
/** Milliseconds in which a jump is over, also where there was nothing to scroll. */
const JUMP_TIME = 500

/** What the list gives the virtualizer. */
export interface MessageScroll {
  scroller: RefObject<HTMLElement | null>
  virtualizer: RefObject<VirtualizerHandle | null>
  /** Sizes of rows from when the channel was last looked at. */
  sizes: CacheSnapshot | undefined
  /** Whether the sizes of rows are known; before, their places are guesses that are not to be seen. */
  isMeasured: boolean
  onScroll: () => void
  onScrollEnd: () => void
  onResize: () => void
}

/**
 * Where the list is scrolled to. The position belongs to the person: rows that come, change size or go elsewhere never
 * move what is looked at, and the end is followed only by those who are there already. `prepended` tells that some of
 * the rows have just come at the start.
 */
export function useMessageScroll(window: MessageWindow, rows: readonly Row[], prepended: boolean): MessageScroll {
  const chat = useChat()
  const { connection } = useRealtime()
  const [jump] = useState(() => chat.jump.current)
  const [recalled] = useState(() => (jump === null ? recallScroll(chat.channelId, window) : undefined))
  const [isMeasured, setMeasured] = useState(recalled !== undefined)
  const isViewMeasured = useRef(false)
  const scroller = useRef<HTMLElement>(null)
  const virtualizer = useRef<VirtualizerHandle>(null)
  /** How it comes to be shown. */
  const start = useRef<Jump | 'open' | 'return'>(jump ?? 'open')
  const position = useRef({ atBottom: recalled === undefined && jump === null, offset: recalled?.offset ?? 0 })
  const latest = useRef({ window, rows })
  const highlightTimer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Until it rests, the virtualizer keeps the distance to the end, and would lose the place when rows come there; on the
  // way to a message it would also when they come at the start.
  const motion = useRef<'jump' | 'shift' | 'rest'>(jump === null ? 'rest' : 'jump')

  const fetchAhead = usePaging(() => {
    const element = scroller.current
    if (!element || motion.current === 'jump') return undefined
    return {
      window: latest.current.window,
      first: rowAt(element.scrollTop),
      last: rowAt(element.scrollTop + element.clientHeight),
      mayAppend: motion.current === 'rest',
    }
  })

  function rest(): void {
    motion.current = 'rest'
    fetchAhead()
  }

  function rowAt(offset: number): number {
    // Above few rows there is empty space.
    const space = (scroller.current?.firstElementChild as HTMLElement | null)?.offsetHeight ?? 0
    return virtualizer.current?.findItemIndex(Math.max(0, offset - space)) ?? 0
  }

  /** The message at a height of the view, or the nearest below; 0 is the view's top, 1 its end. */
  function messageAt(height: number) {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {}
    const { rows: all } = latest.current
    for (let index = rowAt(scrollTop + clientHeight * height); index < all.length; index++) {
      const row = all[index]
      if (isMessage(row)) return row
    }
    return undefined
  }

  function change(next: Partial<ChatState>): void {
    const state = chat.store.getState()
    const names = Object.keys(next) as (keyof ChatState)[]
    if (names.some((name) => state[name] !== next[name])) chat.store.setState(next)
  }

  function pin(): void {
    if (position.current.atBottom && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
  }

  function onResize(): void {
    // First it is told of the view's size, then of the rows', all before the next paint.
    if (isViewMeasured.current && !isMeasured) flushSync(() => setMeasured(true))
    isViewMeasured.current = true
    pin()
  }

  function setAtBottom(atBottom: boolean): void {
    position.current.atBottom = atBottom
    change({ atBottom })
  }

  function track(): void {
    const element = scroller.current
    if (!element) return
    const { scrollTop: offset, scrollHeight, clientHeight } = element
    if (scrollHeight - clientHeight - offset <= BOTTOM_TOLERANCE) {
      if (!latest.current.window.hasNewer) setAtBottom(true)
    }
    // Only scrolling up leaves the end; content that grows below does not.
    else if (offset < position.current.offset) setAtBottom(false)
    position.current.offset = offset
    const line = chat.store.getState().readUpTo
    change({
      atTop: offset < clientHeight / 2,
      lineIsAbove: line !== null && line.seq + 1 < (messageAt(0)?.seq ?? 0),
    })
    fetchAhead()
  }

  function scrollToStart(seq: number): void {
    const index = rowIndexOfSeq(latest.current.window, seq)
    virtualizer.current?.scrollToIndex(index, { align: 'start', offset: -HEADROOM })
  }

  /** Shows another part of the history, in a window of its own. */
  function jumpTo(around: string | null, next: Jump | null): void {
    chat.jump.current = next
    connection.loader.jumpTo(chat, around).catch((error) => {
      chat.jump.current = null
      toastError(error)
    })
  }

  /** Scrolls to a message of this window. */
  function show(id: string, highlight: boolean): void {
    const { messages } = latest.current.window
    const message = messages[indexOfId(messages, id)]
    const seq = message?.seq ?? messages.find((other) => compareIds(other.id, id) > 0)?.seq ?? 0
    setAtBottom(false)
    virtualizer.current?.scrollToIndex(rowIndexOfSeq(latest.current.window, seq), { align: 'center' })
    if (!highlight) return
    if (!message || message.deleted) {
      toastError(t`That message has been deleted, or was never here.`)
      return
    }
    chat.store.setState({ highlightedId: id })
    clearTimeout(highlightTimer.current)
    highlightTimer.current = setTimeout(() => chat.store.setState({ highlightedId: null }), HIGHLIGHT_TIME)
    focusMessage(scroller.current, id)
  }

  // Before the first paint: the message jumped to, where the person was, or the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per window; what it calls reads refs
  useLayoutEffect(() => {
    chat.jump.current = null
    const { current: begin } = start
    start.current = 'return'
    if (typeof begin === 'object') {
      if ('to' in begin) show(begin.to, begin.highlight)
      else scrollToStart(window.messages.find(({ id }) => compareIds(id, begin.after) > 0)?.seq ?? 0)
    } else if (scroller.current && !position.current.atBottom) scroller.current.scrollTop = position.current.offset
    // What was still scrolling when it was left has not been told that it rests, and lets the pointer through until then.
    if (begin === 'return') scroller.current?.dispatchEvent(new Event('scroll'))
    chat.store.setState({ atBottom: position.current.atBottom, older: 'idle' })
    const timer = setTimeout(rest, JUMP_TIME)
    return () => {
      clearTimeout(timer)
      const sizes = virtualizer.current?.cache
      if (sizes) rememberScroll(chat.channelId, latest.current.window, { ...position.current, sizes })
    }
  }, [])

  useLayoutEffect(() => {
    latest.current = { window, rows }
    if (prepended) motion.current = 'shift'
    pin()
    track()
  })

  useEffect(() => {
    chat.list.current = {
      anchor: () => (position.current.atBottom ? null : (messageAt(0.5)?.id ?? null)),
      toPresent() {
        chat.store.setState({ keepsUnread: false })
        if (latest.current.window.hasNewer) return jumpTo(null, null)
        setAtBottom(true)
        pin()
      },
      toLine() {
        const { readUpTo: line } = chat.store.getState()
        const { messages, hasOlder } = latest.current.window
        if (line === null) return
        setAtBottom(false)
        // Every id is above 1: for somebody who has read nothing the line is at the very beginning.
        const after = line.id ?? '1'
        if (hasOlder && line.seq < (messages[0]?.seq ?? 0)) jumpTo(after, { after })
        else scrollToStart(line.seq + 1)
      },
      toMessage(id, { highlight } = { highlight: true }) {
        if (indexOfId(latest.current.window.messages, id) >= 0) show(id, highlight)
        else jumpTo(id, { to: id, highlight })
      },
    }
  })

  return { scroller, virtualizer, sizes: recalled?.sizes, isMeasured, onScroll: track, onScrollEnd: rest, onResize }
}
