import { Slot } from 'radix-ui'
import { type PointerEvent, type ReactNode, type SyntheticEvent, useEffect, useRef } from 'react'
import { create } from 'zustand'
import { isUsingKeyboard } from './using-keyboard.ts'

export interface TooltipProps {
  content: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** The element described; it must take a ref and DOM props. */
  children: ReactNode
}

/** What is shown: there is never more than one. */
export interface ShownTooltip extends Required<Pick<TooltipProps, 'content' | 'side'>> {
  anchor: Element
}

/** Milliseconds that a pointer rests on something before it is told what that is; neighbours follow at once. */
const DELAY = 350
const NEIGHBOUR_TIME = 300

export const useShownTooltip = create<{ tooltip: ShownTooltip | undefined }>(() => ({ tooltip: undefined }))

let timer: ReturnType<typeof setTimeout> | undefined
/** Shown, or about to be. */
let wantedFor: Element | undefined
let hiddenAt = Number.NEGATIVE_INFINITY

function show(tooltip: ShownTooltip, delay: number): void {
  clearTimeout(timer)
  wantedFor = tooltip.anchor
  const isNeighbour = useShownTooltip.getState().tooltip || performance.now() - hiddenAt < NEIGHBOUR_TIME
  timer = setTimeout(() => useShownTooltip.setState({ tooltip }), isNeighbour ? 0 : delay)
}

/** Hides the one that is shown, and whichever is about to be. */
export function hideTooltip(): void {
  clearTimeout(timer)
  wantedFor = undefined
  if (!useShownTooltip.getState().tooltip) return
  hiddenAt = performance.now()
  useShownTooltip.setState({ tooltip: undefined })
}

/** A few words about an element, on hover and keyboard focus. Never the only place where something is said. */
export function Tooltip({ content, side = 'top', children }: TooltipProps) {
  const element = useRef<HTMLElement>(null)
  const isHovered = useRef(false)
  const shownFor = ({ currentTarget: anchor }: SyntheticEvent) => ({ anchor, content, side })
  useEffect(() => {
    const anchor = element.current
    return () => {
      if (anchor && wantedFor === anchor) hideTooltip()
    }
  }, [])
  return (
    <Slot.Root
      ref={element}
      onPointerMove={(event: PointerEvent) => {
        if (event.pointerType === 'touch' || isHovered.current) return
        isHovered.current = true
        show(shownFor(event), DELAY)
      }}
      onPointerLeave={() => {
        isHovered.current = false
        hideTooltip()
      }}
      onPointerDown={hideTooltip}
      onFocus={(event) => {
        if (isUsingKeyboard()) show(shownFor(event), 0)
      }}
      onBlur={hideTooltip}
      onClick={hideTooltip}
    >
      {children}
    </Slot.Root>
  )
}
