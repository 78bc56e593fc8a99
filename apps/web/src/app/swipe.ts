interface Point {
  clientX: number
  clientY: number
}

/** Pixels at both edges that belong to the system's own gestures. */
const EDGE = 20
const MIN_DISTANCE = 70

/** Where a finger has swiped to, if it was a swipe: far enough, sideways, and not from the edge of the screen. */
export function swipeOf(start: Point, end: Point, screenWidth: number): 'left' | 'right' | undefined {
  const across = end.clientX - start.clientX
  const along = Math.abs(end.clientY - start.clientY)
  if (start.clientX < EDGE || start.clientX > screenWidth - EDGE) return undefined
  if (Math.abs(across) < MIN_DISTANCE || along > Math.abs(across) / 2) return undefined
  return across > 0 ? 'right' : 'left'
}
