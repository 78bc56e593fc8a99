import { useLayoutEffect, useReducer, useRef } from 'react'
import { countPrepended, type Row } from './rows.ts'

/**
 * The virtualizer keeps the position either while rows come at the start or while they come at the end, not both in one
 * render. Where both happen at once, this shows the rows of the start first, and all of them before the next paint.
 */
export function useSteppedRows(rows: readonly Row[]): { shown: readonly Row[]; shift: boolean } {
  const committed = useRef<readonly Row[]>(rows)
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  const prepended = committed.current === rows ? 0 : countPrepended(committed.current, rows)
  const withStart = prepended > 0 ? prepended + committed.current.length : rows.length
  const shown = withStart < rows.length ? rows.slice(0, withStart) : rows
  useLayoutEffect(() => {
    committed.current = shown
    if (shown !== rows) renderAgain()
  })
  return { shown, shift: prepended > 0 }
}
