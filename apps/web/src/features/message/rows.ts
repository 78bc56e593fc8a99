import { type CachedMessage, indexOfSeq, type MessageWindow } from '../../realtime/message-window.ts'
import type { OutboxEntry } from './outbox.ts'

/** What the top of a channel's history shows. */
const intro = { key: 'intro' } as const

/** One row of the list: the beginning, a message, or one on its way. */
export type Row = typeof intro | CachedMessage | OutboxEntry

export const isMessage = (row: Row | undefined): row is CachedMessage => row !== undefined && 'seq' in row
export const isPending = (row: Row | undefined): row is OutboxEntry => row !== undefined && 'attempts' in row

/** So many newest messages are searched for ones that are still in the outbox. */
const RECENT = 200

/**
 * The rows of a window, with what is on its way at the end. Where there is more above, the first message is held back:
 * whether it begins a group or a day shows only with what is before it, and rows must not change when that arrives.
 */
export function rowsOf(window: MessageWindow, pending: readonly OutboxEntry[]): Row[] {
  const rows: Row[] = window.hasOlder ? window.messages.slice(1) : [intro, ...window.messages]
  if (window.hasNewer || pending.length === 0) return rows
  const arrived = new Set(window.messages.slice(-RECENT).map(({ nonce }) => nonce))
  return [...rows, ...pending.filter(({ nonce }) => !arrived.has(nonce))]
}

/** A row's React key. One's own message keeps it when the app has answered, so that its row stays the same element. */
export function rowKey(row: Row, selfId: string): string {
  if (isMessage(row)) return row.nonce !== undefined && row.author.id === selfId ? row.nonce : row.id
  return isPending(row) ? row.nonce : row.key
}

/** The nearest message before a row, shown or held back, that is not deleted. */
export function messageAbove(window: MessageWindow, rows: readonly Row[], index: number): CachedMessage | undefined {
  for (let above = index - 1; above >= 0; above--) {
    const row = rows[above]
    if (isMessage(row) && !row.deleted) return row
  }
  const [first] = window.messages
  return window.hasOlder && first && !first.deleted ? first : undefined
}

/** Index of a message in rows, given its `seq`: where it is, or where it would be. */
export function rowIndexOfSeq(window: MessageWindow, seq: number): number {
  return Math.max(0, indexOfSeq(window.messages, seq) + (window.hasOlder ? -1 : 1))
}

/** By how many rows `next` begins above where it did; below zero, how many have gone there. */
export function countAtStart(previous: readonly Row[], next: readonly Row[]): number {
  return rowsAbove(next, previous) ?? -(rowsAbove(previous, next) ?? 0)
}

/** How many rows stand above the first message of others, if it is among them. */
function rowsAbove(rows: readonly Row[], others: readonly Row[]): number | undefined {
  const first = others.find(isMessage)
  const index = first ? rows.findIndex((row) => isMessage(row) && row.id === first.id) : -1
  return first && index >= 0 ? index - others.indexOf(first) : undefined
}
