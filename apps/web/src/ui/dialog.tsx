import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { useSwipe } from './use-swipe.ts'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** Buttons at the end, outside the scrolling part. */
  footer?: ReactNode
  className?: string
}

// Radix's own Overlay locks scrolling with an injected <style>, which the content security policy refuses; our page
// does not scroll, so a plain one does.
const overlay = <div className="pointer-events-auto fixed inset-0 z-40 animate-fade-in bg-overlay" />

/** Instead of the first button, which is the one that closes it. A field with `autoFocus` has taken the focus before. */
function focusItself(event: Event): void {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}

export const dialogPanel =
  'fixed z-40 flex flex-col bg-raised text-text shadow-raised [--avatar-ground:var(--color-raised)] focus:outline-none ' +
  'inset-x-0 bottom-0 max-h-[92dvh] pb-[env(safe-area-inset-bottom)] animate-rise-in rounded-t-2xl ' +
  'sm:inset-x-auto sm:bottom-auto sm:top-1/2 sm:left-1/2 sm:w-[min(28rem,calc(100vw-2rem))] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl'

/**
 * Gives the focus back to where it was before a dialog opened; Radix does so only for dialogs with a trigger of their
 * own. What is focused has to be noted while rendering: once the dialog is there, a field in it may have the focus.
 * Where the dialog has led to another page, and that has taken the focus, it stays there.
 */
export function useReturnFocus(open: boolean) {
  const opener = useRef<Element | null>(null)
  const wasOpen = useRef(false)
  if (open && !wasOpen.current) opener.current = document.activeElement
  wasOpen.current = open
  return (event: Event) => {
    event.preventDefault()
    const isTaken = document.activeElement !== null && document.activeElement !== document.body
    if (isTaken) return
    // The page itself, where what opened it has gone meanwhile.
    const target = opener.current?.isConnected ? opener.current : document.getElementById('main')
    if (target instanceof HTMLElement) target.focus({ preventScroll: true })
  }
}

/** A modal dialog: traps focus, closes on Esc and outside presses. On small screens it is a sheet at the bottom. */
export function Dialog({ open, onOpenChange, title, description, children, footer, className }: DialogProps) {
  const returnFocus = useReturnFocus(open)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        {overlay}
        <Radix.Content
          className={classNames(dialogPanel, className)}
          onCloseAutoFocus={returnFocus}
          onOpenAutoFocus={focusItself}
          {...(description === undefined && { 'aria-describedby': undefined })}
        >
          <header className="flex items-start gap-3 px-5 pt-5 pb-3">
            <div className="min-w-0 grow">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 text-pretty text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label={t`Close`} size="small" className="-mt-0.5 -mr-1.5">
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="min-h-0 grow overflow-y-auto px-5 pt-1 pb-5">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3.5">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A pane that slides in from the right edge over the rest; a swipe back there closes it. `title` names it for screen readers. */
export function Drawer({ open, onOpenChange, title, children }: Omit<DialogProps, 'description' | 'footer'>) {
  const returnFocus = useReturnFocus(open)
  const [pane, setPane] = useState<HTMLElement | null>(null)
  useSwipe(pane, { right: () => onOpenChange(false) })
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        {overlay}
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          onOpenAutoFocus={focusItself}
          ref={setPane}
          className="fixed inset-y-0 right-0 z-40 flex swipeable pt-[env(safe-area-inset-top)] pr-[env(safe-area-inset-right)] pb-[env(safe-area-inset-bottom)] w-[min(20rem,88vw)] animate-slide-in flex-col bg-surface text-text shadow-raised focus:outline-none"
        >
          <header className="flex h-13 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
            <Radix.Title className="grow font-semibold">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={t`Close`}>
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
