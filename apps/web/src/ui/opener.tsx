import { Slot } from 'radix-ui'
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react'

/** What a button tells the panel that it opens. */
export interface OpenedProps {
  id: string
  opener: RefObject<HTMLElement | null>
  onClose: () => void
  onLoadFailed: () => void
}

export interface OpenerProps {
  /** The button. */
  trigger: ReactNode
  /** What it opens, drawn only while it is open. */
  children: (opened: OpenedProps) => ReactNode
}

/** A button that opens and closes a dialog beside it or over the page. */
export function Opener({ trigger, children }: OpenerProps) {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLElement>(null)
  const id = useId()
  const onClose = () => setOpen(false)
  return (
    <>
      <Slot.Root
        ref={opener}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        data-state={isOpen ? 'open' : 'closed'}
        onClick={() => setOpen(!isOpen)}
      >
        {trigger}
      </Slot.Root>
      {isOpen && children({ id, opener, onClose, onLoadFailed: onClose })}
    </>
  )
}
