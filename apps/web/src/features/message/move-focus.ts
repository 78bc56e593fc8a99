import type { VirtualizerHandle } from 'virtua'
import { isMessage, type Row } from './rows.ts'

/** Frames in which a row that was out of reach is there after a scroll. */
const PATIENCE = 30

/** Puts the keyboard focus on a message that has just been scrolled to. */
export function focusMessage(scroller: HTMLElement | null, id: string, frames = PATIENCE): void {
  const row = scroller?.querySelector<HTMLElement>(`[data-message-id="${id}"]`)
  if (row) row.focus({ preventScroll: true })
  else if (frames > 0) requestAnimationFrame(() => focusMessage(scroller, id, frames - 1))
}

/** To which message the focus may move: to a neighbour of the focused one, or to an end of what is loaded. */
export type FocusStep = 'up' | 'down' | 'oldest' | 'newest'

/**
 * Moves the keyboard focus to another message.
 * @returns false when there is none in that direction
 */
export function moveFocus(
  scroller: HTMLElement | null,
  virtualizer: VirtualizerHandle | null,
  rows: readonly Row[],
  to: FocusStep,
): boolean {
  const focused = scroller?.ownerDocument.activeElement?.closest('[data-message-id]')
  const focusedId = focused?.getAttribute('data-message-id')
  const isShown = (row: Row | undefined) => isMessage(row) && !row.deleted
  const starts = { newest: rows.length, oldest: -1 }
  const from =
    to in starts ? starts[to as keyof typeof starts] : rows.findIndex((row) => isMessage(row) && row.id === focusedId)
  const step = to === 'down' || to === 'oldest' ? 1 : -1
  let index = from + step
  while (index >= 0 && index < rows.length && !isShown(rows[index])) index += step
  const row = rows[index]
  if (!scroller || !virtualizer || !isMessage(row)) return false
  virtualizer.scrollToIndex(index, { align: 'nearest' })
  focusMessage(scroller, row.id)
  return true
}
