import { Slot } from 'radix-ui'
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  type TouchEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'

/** What opens a menu tells its panel. */
export interface OpenedMenuProps {
  id: string
  /** Its button's, if it has one. */
  buttonId?: string
  /** What it is beside: the button, or where the pointer was. */
  anchor: RefObject<{ getBoundingClientRect(): DOMRect } | null>
  onClose: () => void
  onLoadFailed: () => void
}

export interface MenuProps {
  /** The button, or the area; takes a ref and DOM props. */
  trigger: ReactNode
  /** A `MenuPanel`, drawn only while it is open, from a module of its own that is loaded late. */
  children: (opened: OpenedMenuProps) => ReactNode
  onOpenChange?: (open: boolean) => void
}

/** A button's menu. */
export function Menu({ trigger, children, onOpenChange }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLElement>(null)
  const id = useId()
  const buttonId = useId()
  function setOpen(open: boolean) {
    setIsOpen(open)
    onOpenChange?.(open)
  }
  const onClose = () => setOpen(false)
  return (
    <>
      <Slot.Root
        ref={button}
        id={buttonId}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        data-state={isOpen ? 'open' : 'closed'}
        onPointerDown={(event: PointerEvent) => {
          if (event.button !== 0 || event.ctrlKey) return
          setOpen(!isOpen)
          // Or the button would take the focus from the menu.
          if (!isOpen) event.preventDefault()
        }}
        onKeyDown={(event: KeyboardEvent) => {
          if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return
          setOpen(event.key === 'ArrowDown' || !isOpen)
          event.preventDefault()
        }}
      >
        {trigger}
      </Slot.Root>
      {isOpen && children({ id, buttonId, anchor: button, onClose, onLoadFailed: onClose })}
    </>
  )
}

/** Milliseconds. */
const LONG_PRESS = 700

/** A menu at the pointer, by right click, long press or menu key. Whatever it offers must also be reachable elsewhere. */
export function ContextMenu({ trigger, children }: Omit<MenuProps, 'onOpenChange'>) {
  const [isOpen, setIsOpen] = useState(false)
  const anchor = useRef<{ getBoundingClientRect(): DOMRect }>(null)
  const longPress = useRef<ReturnType<typeof setTimeout>>(undefined)
  const forget = () => clearTimeout(longPress.current)
  const id = useId()
  useEffect(() => () => clearTimeout(longPress.current), [])

  function openAt({ clientX, clientY }: MouseEvent) {
    const point = new DOMRect(clientX, clientY, 0, 0)
    anchor.current = { getBoundingClientRect: () => point }
    setIsOpen(true)
  }
  const close = () => setIsOpen(false)
  const forgetTouch = (event: PointerEvent) => event.pointerType !== 'mouse' && forget()
  return (
    <>
      <Slot.Root
        data-state={isOpen ? 'open' : 'closed'}
        style={{ WebkitTouchCallout: 'none' }}
        onContextMenu={(event: MouseEvent) => {
          forget()
          openAt(event)
          event.preventDefault()
        }}
        onPointerDown={(event: PointerEvent) => {
          if (event.pointerType === 'mouse') return
          forget()
          if (isOpen) close()
          longPress.current = setTimeout(() => openAt(event), LONG_PRESS)
        }}
        onPointerMove={forgetTouch}
        onPointerCancel={forgetTouch}
        onPointerUp={forgetTouch}
        // The end of the long press that has opened the menu is not a tap, which would close it, or open a link.
        onTouchEnd={(event: TouchEvent) => isOpen && event.preventDefault()}
      >
        {trigger}
      </Slot.Root>
      {isOpen && children({ id, anchor, onClose: close, onLoadFailed: close })}
    </>
  )
}
