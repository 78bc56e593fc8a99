import { useEffect, useEffectEvent } from 'react'

/** What to do when a finger is drawn to a side; what is left out does nothing. */
export interface Swipes {
  left?: (() => void) | undefined
  right?: (() => void) | undefined
}

/** Pixels after which it is clear which way a finger goes. */
const SLOP = 10
/** Pixels that a finger has to go. */
const FAR = 64
/** Or a few only, at this speed in pixels per millisecond. */
const FAST = 0.4
/** Pixels at the edges of the screen that belong to the system's own gestures. */
const EDGE = 20
/** How much of a finger's way the element follows. */
const FOLLOW = 0.4
/** Fields and sliders have a use for sideways movements of their own. */
const ownMovements = 'input, textarea, select, [contenteditable], [role="slider"]'

/**
 * Lets an element be swiped by a finger. Scrolling goes first: what scrolls sideways inside keeps its movements, and what
 * scrolls upwards has to be `swipeable` to leave the other ones to this, as does the element itself.
 */
export function useSwipe(element: HTMLElement | null, swipes: Swipes): void {
  const follow = useEffectEvent((dx: number) => {
    if (!element) return
    const isPossible = dx < 0 ? swipes.left : swipes.right
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    element.style.translate = isPossible && !isStill ? `${Math.round(dx * FOLLOW)}px` : ''
  })
  const settle = useEffectEvent((dx: number, speed: number) => {
    const swipe = dx < 0 ? swipes.left : swipes.right
    if (swipe && (Math.abs(dx) >= FAR || Math.abs(speed) >= FAST)) swipe()
  })

  useEffect(() => {
    if (!element) return
    const listening = new AbortController()
    let start: { id: number; x: number; y: number; at: number } | undefined
    let isSwiping = false

    function end(): void {
      start = undefined
      isSwiping = false
      follow(0)
    }

    function onPointerDown(event: PointerEvent): void {
      const { target } = event
      const isOurs = target instanceof Element && element?.contains(target) && !target.closest(ownMovements)
      // Dragging the ends of a selection is no swipe; nor is a second finger, which zooms.
      const isAtEdge = event.clientX < EDGE || event.clientX > innerWidth - EDGE
      if (event.pointerType !== 'touch' || !event.isPrimary) end()
      else if (isOurs && !isAtEdge && getSelection()?.isCollapsed !== false) {
        start = { id: event.pointerId, x: event.clientX, y: event.clientY, at: event.timeStamp }
      }
    }
    function onPointerMove(event: PointerEvent): void {
      if (event.pointerId !== start?.id) return
      const dx = event.clientX - start.x
      const dy = event.clientY - start.y
      if (isSwiping) follow(dx)
      else if (Math.abs(dy) >= SLOP && Math.abs(dx) < 2 * Math.abs(dy)) end()
      else if (Math.abs(dx) >= SLOP) {
        isSwiping = true
        // The row under the finger may go away meanwhile.
        element?.setPointerCapture(event.pointerId)
      }
    }
    function onPointerUp(event: PointerEvent): void {
      if (event.pointerId !== start?.id) return
      const { x, at } = start
      const wasSwiping = isSwiping
      end()
      const dx = event.clientX - x
      if (wasSwiping) settle(dx, dx / Math.max(1, event.timeStamp - at))
    }

    const { signal } = listening
    // Before anything that keeps a touch to itself, as what opens a menu on a long press does.
    document.addEventListener('pointerdown', onPointerDown, { signal, capture: true })
    element.addEventListener('pointermove', onPointerMove, { signal })
    element.addEventListener('pointerup', onPointerUp, { signal })
    // The browser scrolls.
    element.addEventListener('pointercancel', end, { signal })
    return () => listening.abort()
  }, [element])
}
