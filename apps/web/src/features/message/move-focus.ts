import type { VirtualizerHandle } from 'virtua'
import { isMessage, type Row } from './rows.ts'

/**
 * Moves the keyboard focus to a message: the newest, or the next one up or down from the focused one.
 * @returns false when there is none in that direction
 */
export function moveFocus(
  scroller: HTMLElement | null,
  virtualizer: VirtualizerHandle | null,
  rows: readonly Row[],
  to: 'up' | 'down' | 'newest',
): boolean {
  const focusedId = scroller?.ownerDocument.activeElement?.getAttribute('data-message-id')
  const isShown = (row: Row | undefined) => isMessage(row) && !row.deleted
  const from = to === 'newest' ? rows.length : rows.findIndex((row) => isMessage(row) && row.id === focusedId)
  const step = to === 'down' ? 1 : -1
  let index = from + step
  while (index >= 0 && index < rows.length && !isShown(rows[index])) index += step
  const row = rows[index]
  if (!scroller || !virtualizer || !isMessage(row)) return false
  virtualizer.scrollToIndex(index, { align: 'nearest' })
  const focus = () =>
    scroller.querySelector<HTMLElement>(`[data-message-id="${row.id}"]`)?.focus({ preventScroll: true })
  focus()
  // A row that was out of reach is there after the scroll.
  requestAnimationFrame(focus)
  return true
}
