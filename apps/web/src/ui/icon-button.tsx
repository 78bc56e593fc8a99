import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip, type TooltipProps } from './tooltip.tsx'

const sizes = {
  small: 'size-7 [&_svg]:size-4',
  medium: 'size-9 [&_svg]:size-5',
  large: 'size-11 [&_svg]:size-5',
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** What it does, in words: its accessible name and its tooltip. */
  label: string
  size?: keyof typeof sizes
  tone?: 'plain' | 'danger'
  side?: TooltipProps['side']
}

/** A button that shows an icon (its child) and says the rest in a tooltip. */
export function IconButton({
  label,
  size = 'medium',
  tone = 'plain',
  side = 'top',
  className,
  children,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip content={label} side={side}>
      <button
        type="button"
        {...props}
        aria-label={label}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded-lg transition-colors disabled:opacity-40 pointer-coarse:min-h-11 pointer-coarse:min-w-11',
          'not-disabled:hover:bg-hover aria-pressed:bg-active data-[state=open]:bg-active',
          tone === 'danger' ? 'text-danger' : 'text-muted not-disabled:hover:text-text aria-pressed:text-text',
          sizes[size],
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  )
}
