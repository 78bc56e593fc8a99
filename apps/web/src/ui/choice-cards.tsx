import type { LucideIcon } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import { classNames } from './class-names.ts'

export interface ChoiceCard<Value extends string> {
  value: Value
  label: string
  hint?: string
  /** The language of the label, where it is not that of the page (RFC 5646). */
  lang?: string
  icon: LucideIcon
}

export interface ChoiceCardsProps<Value extends string> {
  label: string
  value: Value
  onChange: (value: Value) => void
  options: readonly ChoiceCard<Value>[]
  className?: string
}

/** One choice of a few, each a card. */
export function ChoiceCards<Value extends string>({
  label,
  value,
  onChange,
  options,
  className = 'sm:grid-cols-3',
}: ChoiceCardsProps<Value>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className={classNames('grid gap-3', className)}
    >
      {options.map(({ value: option, label: name, hint, lang, icon: Icon }) => (
        <RadioGroup.Item
          key={option}
          value={option}
          className="flex items-center gap-3 rounded-2xl border border-line-strong bg-raised p-4 text-left hover:bg-hover data-[state=checked]:border-accent data-[state=checked]:ring-1 data-[state=checked]:ring-accent sm:flex-col sm:items-start"
        >
          <Icon aria-hidden className="size-6 shrink-0 text-accent" />
          <span>
            <span className="block font-medium" lang={lang}>
              {name}
            </span>
            {hint && <span className="block text-sm text-muted">{hint}</span>}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
