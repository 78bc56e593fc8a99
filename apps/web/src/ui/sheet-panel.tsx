import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { dialogPanel } from './dialog.tsx'
import type { OpenedProps } from './opener.tsx'

export interface SheetPanelProps extends Omit<OpenedProps, 'onLoadFailed'> {
  /** Names the sheet for screen readers. */
  label: string
  children: ReactNode
  className?: string
}

/** What a popover is on small screens: a sheet at the bottom, over the rest; closes on Esc and outside presses. */
export function SheetPanel({ id, opener, onClose, label, children, className }: SheetPanelProps) {
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        {/* As in `dialog.tsx`, instead of Radix's own. */}
        <div className="pointer-events-auto fixed inset-0 z-40 animate-fade-in bg-overlay" />
        <Radix.Content
          id={id}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            opener.current?.focus()
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
