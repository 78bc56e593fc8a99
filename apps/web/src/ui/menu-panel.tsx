import { Menu as Radix } from 'radix-ui/internal'
import { type FocusEvent, type ReactNode, useRef } from 'react'
import { classNames } from './class-names.ts'
import type { OpenedMenuProps } from './menu.tsx'
import { ChooseContext, panelClass } from './menu-items.tsx'
import { useCloseWhenLeft } from './use-close-when-left.ts'
import { isUsingKeyboard } from './using-keyboard.ts'

export interface MenuPanelProps extends Omit<OpenedMenuProps, 'onLoadFailed'> {
  /** `MenuItem`s and their kin. */
  children: ReactNode
  /** Where it is, if it has a button. */
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  className?: string
}

/** An open menu, beside its button or at the pointer. */
export function MenuPanel({
  id,
  buttonId,
  anchor,
  onClose,
  children,
  side = 'bottom',
  align = 'start',
  className,
}: MenuPanelProps) {
  // Kept until the menu is closed and has given the focus back, so that a dialog opened by it takes the focus from
  // there, and returns it there, instead of to a menu item that is gone.
  const chosen = useRef<() => void>(undefined)
  const wasLeft = useRef(false)
  const opensByKeyboard = useRef(isUsingKeyboard())
  useCloseWhenLeft(onClose)

  // Radix does so for keys that are pressed after it is there; this one was pressed before.
  function focusFirstItem({ target, currentTarget }: FocusEvent) {
    if (!opensByKeyboard.current || target !== currentTarget) return
    opensByKeyboard.current = false
    currentTarget.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')?.focus({ preventScroll: true })
  }

  const place =
    buttonId === undefined
      ? {
          side: 'right' as const,
          align: 'start' as const,
          sideOffset: 2,
          // Beside a finger in the middle of a phone there is little room.
          className: classNames(panelClass, 'min-w-40 max-w-[min(18rem,var(--radix-popper-available-width))]'),
        }
      : {
          side,
          align,
          sideOffset: 6,
          className: classNames(panelClass, 'min-w-48 max-w-72', className),
          'aria-labelledby': buttonId,
        }
  return (
    // A modal menu locks scrolling with an injected <style>, which the content security policy refuses.
    <Radix.Root open modal={false} onOpenChange={(open) => open || onClose()}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          {...place}
          id={id}
          collisionPadding={8}
          onFocus={focusFirstItem}
          onInteractOutside={() => {
            wasLeft.current = true
          }}
          onCloseAutoFocus={(event) => {
            const button = anchor.current instanceof HTMLElement ? anchor.current : undefined
            // Without a button, whoever had the focus before gets it.
            if (button || wasLeft.current) event.preventDefault()
            if (!wasLeft.current) button?.focus()
            if (chosen.current) queueMicrotask(chosen.current)
          }}
        >
          <ChooseContext
            value={(action) => {
              chosen.current = action
            }}
          >
            {children}
          </ChooseContext>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
