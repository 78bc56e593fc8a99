import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { dialogPanel } from './dialog.tsx'

export interface SheetProps {
  /** The button that opens it. */
  trigger: ReactNode
  /** Names the sheet for screen readers. */
  label: string
  children: ReactNode
  className?: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** What a popover is on small screens: a sheet at the bottom, over the rest; closes on Esc and outside presses. */
export function Sheet({ trigger, label, children, className, ...root }: SheetProps) {
  return (
    <Radix.Root {...root}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        {/* As in `dialog.tsx`, instead of Radix's own. */}
        <div className="pointer-events-auto fixed inset-0 z-40 animate-fade-in bg-overlay" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
          className={classNames(dialogPanel, 'overflow-y-auto', className)}
        >
          <Radix.Title className="sr-only">{label}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
