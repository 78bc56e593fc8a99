import { Check, ChevronRight } from 'lucide-react'
import { DropdownMenu, ContextMenu as RadixContextMenu } from 'radix-ui'
import { createContext, type ReactNode, useContext, useRef } from 'react'
import { classNames } from './class-names.ts'

// The same items serve both kinds of menu; the menu around them says which of Radix's parts they are.
const PartsContext = createContext<typeof DropdownMenu | typeof RadixContextMenu>(DropdownMenu)

const ChooseContext = createContext<(action: () => void) => void>(() => {})

/**
 * Keeps the action that is chosen until the menu is closed and has given the focus back, so that a dialog opened by it
 * takes the focus from there, and returns it there, instead of to a menu item that is gone.
 */
function useChosenAction() {
  const chosen = useRef<() => void>(undefined)
  return {
    choose: (action: () => void) => {
      chosen.current = action
    },
    onCloseAutoFocus: () => {
      if (chosen.current) queueMicrotask(chosen.current)
      chosen.current = undefined
    },
  }
}

const panel =
  'z-40 max-h-(--radix-popper-available-height) animate-rise-in overflow-y-auto rounded-xl border border-line bg-raised p-1.5 text-sm text-text shadow-raised [--avatar-ground:var(--color-raised)]'

const itemClass =
  'flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 py-1.5 outline-none select-none data-[disabled]:opacity-45 data-[highlighted]:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0'

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode
  /** `MenuItem`s and their kin. */
  children: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  className?: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

// `modal={false}` in both: a modal menu locks scrolling with an injected <style>, which the content security policy
// refuses.

/** A button's menu. */
export function Menu({ trigger, children, side = 'bottom', align = 'start', className, ...root }: MenuProps) {
  const { choose, onCloseAutoFocus } = useChosenAction()
  return (
    <DropdownMenu.Root modal={false} {...root}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={classNames(panel, 'min-w-48 max-w-72', className)}
          onCloseAutoFocus={onCloseAutoFocus}
        >
          <PartsContext value={DropdownMenu}>
            <ChooseContext value={choose}>{children}</ChooseContext>
          </PartsContext>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

export interface ContextMenuProps {
  /** The area whose right click (or long press, or menu key) opens it; takes a ref and DOM props. */
  trigger: ReactNode
  children: ReactNode
  onOpenChange?: (open: boolean) => void
  disabled?: boolean
}

/** A menu at the pointer. Whatever it offers must also be reachable elsewhere. */
export function ContextMenu({ trigger, children, onOpenChange, disabled = false }: ContextMenuProps) {
  const { choose, onCloseAutoFocus } = useChosenAction()
  return (
    <RadixContextMenu.Root modal={false} {...(onOpenChange && { onOpenChange })}>
      <RadixContextMenu.Trigger asChild disabled={disabled}>
        {trigger}
      </RadixContextMenu.Trigger>
      <RadixContextMenu.Portal>
        <RadixContextMenu.Content
          collisionPadding={8}
          // Beside a finger in the middle of a phone there is little room.
          className={classNames(panel, 'min-w-40 max-w-[min(18rem,var(--radix-popper-available-width))]')}
          onCloseAutoFocus={onCloseAutoFocus}
        >
          <PartsContext value={RadixContextMenu}>
            <ChooseContext value={choose}>{children}</ChooseContext>
          </PartsContext>
        </RadixContextMenu.Content>
      </RadixContextMenu.Portal>
    </RadixContextMenu.Root>
  )
}

export interface MenuItemProps {
  icon?: ReactNode
  children: ReactNode
  onSelect: () => void
  tone?: 'plain' | 'danger'
  disabled?: boolean
}

/** One action in a {@link Menu} or {@link ContextMenu}. */
export function MenuItem({ icon, children, onSelect, tone = 'plain', disabled = false }: MenuItemProps) {
  const { Item } = useContext(PartsContext)
  const choose = useContext(ChooseContext)
  return (
    <Item
      disabled={disabled}
      onSelect={() => choose(onSelect)}
      className={classNames(itemClass, tone === 'danger' && 'text-danger data-[highlighted]:bg-danger-soft')}
    >
      {icon}
      {children}
    </Item>
  )
}

export interface MenuRadioGroupProps<Value extends string> {
  label: string
  value: Value
  onChange: (value: Value) => void
  options: readonly { value: Value; label: string; hint?: string; icon?: ReactNode }[]
}

/** One choice of several inside a menu. */
export function MenuRadioGroup<Value extends string>({ label, value, onChange, options }: MenuRadioGroupProps<Value>) {
  const { RadioGroup, RadioItem, ItemIndicator } = useContext(PartsContext)
  return (
    <RadioGroup aria-label={label} value={value} onValueChange={(next) => onChange(next as Value)}>
      {options.map((option) => (
        <RadioItem key={option.value} value={option.value} className={itemClass}>
          {option.icon}
          <span className="grow">
            {option.label}
            {option.hint && <span className="block text-xs text-muted">{option.hint}</span>}
          </span>
          <ItemIndicator>
            <Check />
          </ItemIndicator>
        </RadioItem>
      ))}
    </RadioGroup>
  )
}

export interface SubMenuProps {
  icon?: ReactNode
  label: string
  /** `MenuItem`s and their kin. */
  children: ReactNode
}

/** An item that opens a menu of its own beside it. */
export function SubMenu({ icon, label, children }: SubMenuProps) {
  const { Sub, SubTrigger, SubContent, Portal } = useContext(PartsContext)
  return (
    <Sub>
      <SubTrigger className={classNames(itemClass, 'data-[state=open]:bg-hover')}>
        {icon}
        <span className="grow">{label}</span>
        <ChevronRight aria-hidden className="text-muted" />
      </SubTrigger>
      <Portal>
        <SubContent collisionPadding={8} className={panel}>
          {children}
        </SubContent>
      </Portal>
    </Sub>
  )
}

/** A line between groups of items. */
export function MenuSeparator() {
  const { Separator } = useContext(PartsContext)
  return <Separator className="mx-1.5 my-1.5 h-px bg-line" />
}
