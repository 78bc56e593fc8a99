import { useLayoutEffect, useReducer, useRef } from 'react'
import { countAtStart, type Row } from './rows.ts'

/**
 * The virtualizer keeps the position either while rows come or go at the start or while they come at the end, not both in
 * one render. Where both happen at once, this changes the start first, and shows all of them before the next paint.
 */
export function useSteppedRows(rows: readonly Row[]): { shown: readonly Row[]; shift: boolean } {
  const committed = useRef<readonly Row[]>(rows)
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  const atStart = committed.current === rows ? 0 : countAtStart(committed.current, rows)
  const withStart = atStart === 0 ? rows.length : committed.current.length + atStart
  const shown = withStart < rows.length ? rows.slice(0, withStart) : rows
  useLayoutEffect(() => {
    committed.current = shown
    if (shown !== rows) renderAgain()
  })
  return { shown, shift: atStart !== 0 }
}
