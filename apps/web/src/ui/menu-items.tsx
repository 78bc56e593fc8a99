import { Check, ChevronRight } from 'lucide-react'
import { Menu as Radix } from 'radix-ui/internal'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { classNames } from './class-names.ts'

/** Runs what was chosen, once the menu is closed. */
export const ChooseContext = createContext<(action: () => void) => void>(() => {})

export const panelClass =
  'z-40 max-h-(--radix-popper-available-height) animate-rise-in overflow-y-auto rounded-xl border border-line bg-raised p-1.5 text-sm text-text shadow-raised [--avatar-ground:var(--color-raised)]'

const itemClass =
  'flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 py-1.5 outline-none select-none data-[disabled]:opacity-45 data-[highlighted]:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0'

export interface MenuItemProps {
  icon?: ReactNode
  children: ReactNode
  onSelect: () => void
  tone?: 'plain' | 'danger'
  disabled?: boolean
}

/** One action in a menu. */
export function MenuItem({ icon, children, onSelect, tone = 'plain', disabled = false }: MenuItemProps) {
  const choose = useContext(ChooseContext)
  return (
    <Radix.Item
      disabled={disabled}
      onSelect={() => choose(onSelect)}
      className={classNames(itemClass, tone === 'danger' && 'text-danger data-[highlighted]:bg-danger-soft')}
    >
      {icon}
      {children}
    </Radix.Item>
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
  return (
    <Radix.RadioGroup aria-label={label} value={value} onValueChange={(next) => onChange(next as Value)}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={itemClass}>
          {option.icon}
          <span className="grow">
            {option.label}
            {option.hint && <span className="block text-xs text-muted">{option.hint}</span>}
          </span>
          <Radix.ItemIndicator>
            <Check />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
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
  const [isOpen, setOpen] = useState(false)
  return (
    <Radix.Sub open={isOpen} onOpenChange={setOpen}>
      <Radix.SubTrigger className={classNames(itemClass, 'data-[state=open]:bg-hover')}>
        {icon}
        <span className="grow">{label}</span>
        <ChevronRight aria-hidden className="text-muted" />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent collisionPadding={8} className={panelClass}>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  )
}

/** A line between groups of items. */
export function MenuSeparator() {
  return <Radix.Separator className="mx-1.5 my-1.5 h-px bg-line" />
}
