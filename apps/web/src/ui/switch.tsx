import { Switch as Radix } from 'radix-ui'
import { type ReactNode, useId } from 'react'

export interface SettingRowProps {
  label: string
  hint: ReactNode
  /** Id of what is set; its hint's is this with `-hint`. */
  htmlFor?: string
  children?: ReactNode
}

/** A setting in a line: what it is called, what it does, and what changes it at the end. */
export function SettingRow({ label, hint, htmlFor, children }: SettingRowProps) {
  return (
    <div className="flex min-h-11 items-center gap-4">
      <div className="flex min-h-11 min-w-0 grow flex-col justify-center">
        <label htmlFor={htmlFor} className="block font-medium">
          {label}
        </label>
        <p id={htmlFor && `${htmlFor}-hint`} className="text-sm text-pretty text-muted">
          {hint}
        </p>
      </div>
      {children}
    </div>
  )
}

export interface SwitchProps {
  label: string
  hint: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A setting that is on or off. */
export function Switch({ label, hint, checked, onChange }: SwitchProps) {
  const id = useId()
  return (
    <SettingRow label={label} hint={hint} htmlFor={id}>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        aria-describedby={`${id}-hint`}
        // What is pressed is as high as a finger wants it, and drawn smaller.
        className="group/switch flex shrink-0 items-center rounded-full pointer-coarse:min-h-11"
      >
        <span className="flex h-7 w-12 items-center rounded-full border border-line-strong bg-field px-0.5 transition-colors group-data-[state=checked]/switch:border-accent group-data-[state=checked]/switch:bg-accent">
          <Radix.Thumb className="size-5.5 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-5 data-[state=checked]:bg-on-accent" />
        </span>
      </Radix.Root>
    </SettingRow>
  )
}
