import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'

const base =
  'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium select-none transition-colors disabled:opacity-55 pointer-coarse:min-h-11'

const variants = {
  primary: 'bg-accent text-on-accent not-disabled:hover:bg-accent-hover',
  secondary: 'border border-line-strong text-text not-disabled:hover:bg-hover',
  quiet: 'text-text not-disabled:hover:bg-hover',
  danger: 'bg-danger text-on-danger not-disabled:hover:bg-danger-hover',
}

const sizes = {
  small: 'min-h-8 px-3 text-sm',
  medium: 'min-h-10 px-4 text-sm',
}

export interface ButtonLook {
  variant?: keyof typeof variants
  size?: keyof typeof sizes
}

/** A button's classes, for links that should look like one. */
export function buttonClass({ variant = 'secondary', size = 'medium' }: ButtonLook = {}): string {
  return classNames(base, variants[variant], sizes[size])
}

export interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** The action is under way: shows it and ignores further presses. */
  pending?: boolean
}

/** A button with words. One `primary` at most on a screen; `danger` for what cannot be undone. */
export function Button({ variant, size, pending = false, className, children, disabled, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      {...props}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={classNames(buttonClass({ ...(variant && { variant }), ...(size && { size }) }), className)}
    >
      {pending && <Spinner className="absolute" />}
      <span className={classNames('inline-flex items-center gap-2', pending && 'opacity-0')}>{children}</span>
    </button>
  )
}
