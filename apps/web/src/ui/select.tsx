import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId } from 'react'

export interface SelectProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** `<option>`s. */
  children: ReactNode
}

/** A choice out of a list, by the browser's own means. */
export function Select({ label, value, onChange, children }: SelectProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-10 w-full appearance-none truncate rounded-lg border border-line-strong bg-field pr-10 pl-3 text-text pointer-coarse:min-h-11"
        >
          {children}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-3 size-4.5 -translate-y-1/2 text-muted"
        />
      </div>
    </div>
  )
}
