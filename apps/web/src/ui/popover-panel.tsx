import { Popover as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { classNames } from './class-names.ts'
import type { OpenedProps } from './opener.tsx'
import { useCloseWhenLeft } from './use-close-when-left.ts'
import { useIsNarrow } from './use-media-query.ts'

export interface PopoverPanelProps extends Omit<OpenedProps, 'onLoadFailed'> {
  /** Names the popover for screen readers. */
  label: string
  children: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  className?: string
  /** Where the focus goes when it closes, if not to the opener. */
  onCloseAutoFocus?: (event: Event) => void
}

/** A small card beside the button that opened it; closes on Esc and outside presses. */
export function PopoverPanel({
  id,
  opener,
  onClose,
  label,
  children,
  side = 'bottom',
  align = 'start',
  className,
  onCloseAutoFocus,
}: PopoverPanelProps) {
  // There is no room beside anything on a small screen.
  const isNarrow = useIsNarrow()
  const wasLeft = useRef(false)
  useCloseWhenLeft(onClose)
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Anchor virtualRef={opener} />
      <Radix.Portal>
        <Radix.Content
          id={id}
          aria-label={label}
          side={isNarrow && (side === 'left' || side === 'right') ? 'bottom' : side}
          align={align}
          sideOffset={8}
          collisionPadding={8}
          onInteractOutside={(event) => {
            wasLeft.current = true
            // The opener itself will close it.
            if (event.target instanceof Node && opener.current?.contains(event.target)) event.preventDefault()
          }}
          onOpenAutoFocus={(event) => {
            // A field that took the focus would bring a phone's keyboard up over the panel.
            if (!matchMedia('(pointer: coarse)').matches || !(event.currentTarget instanceof HTMLElement)) return
            event.preventDefault()
            event.currentTarget.focus()
          }}
          onCloseAutoFocus={(event) => {
            onCloseAutoFocus?.(event)
            if (!event.defaultPrevented && !wasLeft.current) opener.current?.focus()
          }}
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
