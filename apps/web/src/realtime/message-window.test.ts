import type { Message } from '@parley/contracts/message'
import { describe, expect, it } from 'vitest'
import {
  detachFromPresent,
  isDeleted,
  leavesGap,
  type MessageWindow,
  markStale,
  mergePage,
  newerRequest,
  olderRequest,
  receiveMessage,
  receiveMissed,
  removeMessage,
  trimToNewest,
  windowFromPage,
} from './message-window.ts'

const author = { id: '7', username: 'ana', displayName: 'Ana', avatarUrl: null }

function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: String(1000 + seq),
    channelId: '1',
    seq,
    type: 0,
    content: `message ${seq}`,
    author,
    createdAt: '2026-01-01T00:00:00.000Z',
    editedAt: null,
    ...change,
  }
}

const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
const page = (from: number, to: number, hasMore = from > 1) => ({ messages: run(from, to), hasMore })
const newest = (from: number, to: number) => windowFromPage(page(from, to), { newest: true })
const seqs = (window: MessageWindow) => window.messages.filter(({ deleted }) => !deleted).map(({ seq }) => seq)
const edited = (seq: number, minute: number) =>
  message(seq, { content: `edit ${minute}`, editedAt: `2026-01-01T00:0${minute}:00.000Z` })

describe('receiving messages', () => {
  it('appends the next one', () => {
    const window = receiveMessage(newest(1, 3), message(4))
    expect(seqs(window)).toEqual([1, 2, 3, 4])
    expect(window.lastSeq).toBe(4)
  })

  it('changes nothing when told again', () => {
    const window = receiveMessage(newest(1, 3), message(4))
    expect(receiveMessage(window, message(4))).toBe(window)
    expect(receiveMessage(window, message(2))).toBe(window)
  })

  it('leaves what would leave a gap to healing', () => {
    const window = newest(1, 3)
    expect(leavesGap(window, message(5))).toBe(true)
    expect(receiveMessage(window, message(5))).toBe(window)
  })

  it('keeps a window on the past as it is', () => {
    const window = windowFromPage(page(10, 20), { around: true })
    expect(leavesGap(window, message(21))).toBe(false)
    expect(receiveMessage(window, message(21))).toBe(window)
  })

  it('prefers the later edit, in whichever order they come', () => {
    const forwards = receiveMessage(receiveMessage(newest(1, 3), edited(2, 1)), edited(2, 2))
    const backwards = receiveMessage(receiveMessage(newest(1, 3), edited(2, 2)), edited(2, 1))
    expect(forwards.messages[1]?.content).toBe('edit 2')
    expect(backwards.messages).toEqual(forwards.messages)
  })

  it('does not bring a deleted message back', () => {
    const window = removeMessage(newest(1, 3), '1002')
    expect(seqs(window)).toEqual([1, 3])
    expect(window.messages[1]).toMatchObject({ deleted: true, content: '' })
    expect(receiveMessage(window, edited(2, 1))).toBe(window)
    expect(removeMessage(window, '1002')).toBe(window)
  })

  it('does not show a message whose deletion came first', () => {
    const window = receiveMessage(removeMessage(newest(1, 3), '1004'), message(4))
    expect(seqs(window)).toEqual([1, 2, 3])
    expect(leavesGap(window, message(5))).toBe(false)
  })
})

describe('healing', () => {
  it('appends what was missed, across deleted ones', () => {
    const window = receiveMissed(newest(1, 3), [message(4), message(6)], 7)
    expect(seqs(window)).toEqual([1, 2, 3, 4, 6])
    expect(leavesGap(window, message(8))).toBe(false)
  })

  it('takes in what has arrived by another way already', () => {
    const window = receiveMessage(newest(1, 3), message(4))
    expect(seqs(receiveMissed(window, [message(4), message(5)], 5))).toEqual([1, 2, 3, 4, 5])
  })

  it('leaves a window that cannot reach the present to paging', () => {
    const window = detachFromPresent(newest(1, 3))
    expect(receiveMissed(window, [message(900)], 900)).toBe(window)
    expect(newerRequest(window)).toEqual({ id: '1003', after: 3 })
  })
})

describe('merging pages', () => {
  it('prepends older messages', () => {
    const window = mergePage(newest(51, 100), page(1, 50, false), { before: 51 })
    expect(seqs(window)).toEqual(run(1, 100).map(({ seq }) => seq))
    expect(window.hasOlder).toBe(false)
    expect(olderRequest(window)).toBeUndefined()
  })

  it('reaches the present by the last newer page', () => {
    const past = windowFromPage(page(10, 20), { around: true })
    const window = mergePage(past, page(21, 30, false), { after: 20 })
    expect(window).toMatchObject({ hasNewer: false, hasOlder: true, lastSeq: 30 })
    expect(newerRequest(window)).toBeUndefined()
  })

  it('empties what was deleted and replaces what was edited while away', () => {
    const known = markStale(newest(1, 6))
    const fetched = { messages: [message(1), edited(2, 1), message(4)], hasMore: false }
    const window = mergePage(known, fetched, { newest: true })
    expect(seqs(window)).toEqual([1, 2, 4])
    expect(window.messages).toHaveLength(6)
    expect(window.messages[1]?.content).toBe('edit 1')
  })

  it('keeps what arrived after the page was asked for', () => {
    const known = receiveMessage(newest(1, 3), message(4))
    const window = mergePage(known, page(1, 3, false), { newest: true }, 3)
    expect(seqs(window)).toEqual([1, 2, 3, 4])
  })

  it('is replaced by a page that does not touch it', () => {
    const window = mergePage(newest(1, 50), page(400, 449), { newest: true })
    expect(seqs(window)[0]).toBe(400)
    expect(window.generation).toBe(1)
  })

  it('stays the same list when nothing has changed', () => {
    const known = newest(1, 50)
    expect(mergePage(known, page(1, 50, false), { newest: true }).messages).toBe(known.messages)
  })
})

describe('after an absence', () => {
  const stale = markStale(newest(1, 300))

  it('pages nothing until a part is certain again', () => {
    expect(olderRequest(stale)).toBeUndefined()
    expect(newerRequest(stale)).toBeUndefined()
  })

  it('refreshes outwards from what was fetched', () => {
    const window = mergePage(stale, page(120, 180, true), { around: true })
    expect(olderRequest(window)).toEqual({ id: '1120', before: 120 })
    expect(newerRequest(window)).toEqual({ id: '1180', after: 180 })
    const older = mergePage(window, page(20, 119, true), { before: 120 })
    expect(olderRequest(older)).toEqual({ id: '1020', before: 20 })
    expect(older.messages).toHaveLength(300)
  })

  it('drops what nobody looks at', () => {
    const window = trimToNewest(newest(1, 300), 100)
    expect(seqs(window)[0]).toBe(201)
    expect(olderRequest(window)).toEqual({ id: '1201', before: 201 })
  })
})

describe('telling whether a message is deleted', () => {
  const idOf = (seq: number) => message(seq).id

  it('sees what was emptied in its place, and what is missing between its neighbours', () => {
    expect(isDeleted(newest(1, 3), idOf(2))).toBe(false)
    expect(isDeleted(removeMessage(newest(1, 3), idOf(2)), idOf(2))).toBe(true)
    const window = windowFromPage({ messages: [...run(1, 2), ...run(4, 5)], hasMore: false }, { newest: true })
    expect(isDeleted(window, idOf(3))).toBe(true)
  })

  it('sees it at an end only where there is nothing more', () => {
    expect(isDeleted(newest(11, 20), idOf(5))).toBe(false)
    expect(isDeleted(windowFromPage(page(2, 9, false), { newest: true }), idOf(1))).toBe(true)
    expect(isDeleted(newest(11, 20), idOf(21))).toBe(true)
    expect(isDeleted(windowFromPage(page(11, 20), { around: true }), idOf(21))).toBe(false)
    expect(isDeleted(removeMessage(newest(11, 20), idOf(5)), idOf(5))).toBe(true)
  })
})
