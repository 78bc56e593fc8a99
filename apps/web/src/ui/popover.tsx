import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { useIsNarrow } from './use-media-query.ts'

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactNode
  /** Names the popover for screen readers. */
  label: string
  children: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  className?: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** Where the focus goes when it closes, if not to the trigger. */
  onCloseAutoFocus?: (event: Event) => void
}

/** A small card beside the button that opened it; closes on Esc and outside presses. */
export function Popover({
  trigger,
  label,
  children,
  side = 'bottom',
  align = 'start',
  className,
  onCloseAutoFocus,
  ...root
}: PopoverProps) {
  // There is no room beside anything on a small screen.
  const isNarrow = useIsNarrow()
  return (
    <Radix.Root {...root}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          side={isNarrow && (side === 'left' || side === 'right') ? 'bottom' : side}
          align={align}
          sideOffset={8}
          collisionPadding={8}
          {...(onCloseAutoFocus && { onCloseAutoFocus })}
          className={classNames(
            'z-40 max-h-(--radix-popper-available-height) w-72 max-w-[calc(100vw-1rem)] animate-rise-in overflow-y-auto rounded-2xl border border-line bg-raised text-text shadow-raised [--avatar-ground:var(--color-raised)] focus:outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
