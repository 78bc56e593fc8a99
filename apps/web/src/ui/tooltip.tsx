import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

/** Lets neighbouring tooltips follow each other without delay; once, around the app. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={350} disableHoverableContent>
      {children}
    </Radix.Provider>
  )
}

export interface TooltipProps {
  content: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** The element described; it must take a ref and DOM props. */
  children: ReactNode
}

/** A few words about an element, on hover and keyboard focus. Never the only place where something is said. */
export function Tooltip({ content, side = 'top', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-64 animate-fade-in rounded-md bg-text px-2.5 py-1.5 text-sm font-medium text-canvas shadow-raised"
        >
          {content}
          <Radix.Arrow className="fill-text" />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
