import type { Message } from '@parley/contracts/message'
import { describe, expect, it } from 'vitest'
import {
  mergePage,
  receiveMessage,
  removeMessage,
  trimToNewest,
  windowFromPage,
} from '../../realtime/message-window.ts'
import { placeAfter } from './grouping.ts'
import type { OutboxEntry } from './outbox.ts'
import { countAtStart, isMessage, messageAbove, type Row, rowIndexOfSeq, rowKey, rowsOf } from './rows.ts'

const message = (seq: number, change: Partial<Message> = {}): Message => ({
  id: String(1000 + seq),
  channelId: '1',
  seq,
  type: 0,
  content: '',
  author: { id: '7', username: 'ana', displayName: 'Ana', avatarUrl: null },
  createdAt: '2026-01-01T12:00:00.000Z',
  editedAt: null,
  ...change,
})
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
const entry: OutboxEntry = {
  kind: 'channel',
  channelId: '1',
  nonce: 'n1',
  content: 'hi',
  createdAt: '2026-01-01T12:00:00.000Z',
  state: 'waiting',
  attempts: 0,
}
const seqs = (rows: Row[]) => rows.map((row) => (isMessage(row) ? row.seq : 'other'))

describe('rows', () => {
  const window = windowFromPage({ messages: run(51, 60), hasMore: true }, { newest: true })

  it('hold back the first message while there is more above', () => {
    const rows = rowsOf(window, [])
    expect(seqs(rows)[0]).toBe(52)
    expect(messageAbove(window, rows, 0)?.seq).toBe(51)
    expect(seqs(rows)[rowIndexOfSeq(window, 55)]).toBe(55)
  })

  it('begin with an introduction where the history begins', () => {
    const whole = mergePage(window, { messages: run(1, 50), hasMore: false }, { before: 51 })
    const rows = rowsOf(whole, [])
    expect(seqs(rows).slice(0, 2)).toEqual(['other', 1])
    expect(seqs(rows)[rowIndexOfSeq(whole, 55)]).toBe(55)
    expect(countAtStart(rowsOf(window, []), rows)).toBe(52)
  })

  it('come and go at the start, where others may come at the end', () => {
    const rows = rowsOf(window, [])
    const later = rowsOf(trimToNewest(receiveMessage(window, message(61)), 5), [])
    expect(seqs(later)).toEqual([58, 59, 60, 61])
    expect(countAtStart(rows, later)).toBe(-6)
    expect(countAtStart(later, rows)).toBe(6)
    expect(countAtStart(rows, rowsOf(receiveMessage(window, message(61)), []))).toBe(0)
  })

  it('end with what is on its way, until it has arrived', () => {
    expect(rowsOf(window, [entry]).at(-1)).toBe(entry)
    const arrived = receiveMessage(window, message(61, { nonce: 'n1' }))
    expect(seqs(rowsOf(arrived, [entry])).at(-1)).toBe(61)
  })

  it('keep their key when their message arrives, and only for oneself', () => {
    expect(rowKey(message(61, { nonce: 'n1' }), '7')).toBe(rowKey(entry, '7'))
    expect(rowKey(message(61, { nonce: 'n1' }), '8')).toBe('1061')
  })

  it('look past deleted messages', () => {
    const without = removeMessage(window, '1059')
    const rows = rowsOf(without, [])
    expect(messageAbove(without, rows, rows.length - 1)?.seq).toBe(58)
    expect(rows).toHaveLength(9)
  })
})

describe('grouping', () => {
  const first = message(1)
  it.each([
    ['soon after', { createdAt: '2026-01-01T12:06:59.000Z' }, { startsGroup: false, startsDay: false }],
    ['seven minutes after', { createdAt: '2026-01-01T12:07:00.000Z' }, { startsGroup: true, startsDay: false }],
    ['on another day', { createdAt: '2026-01-03T12:00:00.000Z' }, { startsGroup: true, startsDay: true }],
    ['by somebody else', { author: { ...first.author, id: '8' } }, { startsGroup: true, startsDay: false }],
  ])('%s', (_, change, expected) => expect(placeAfter(first, message(2, change))).toEqual(expected))

  it('the first of all', () => expect(placeAfter(undefined, first)).toEqual({ startsGroup: true, startsDay: true }))
})
