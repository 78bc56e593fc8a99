import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const tones = {
  info: 'bg-accent-soft text-text',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
}

export interface BannerProps {
  tone?: keyof typeof tones
  icon?: ReactNode
  children: ReactNode
  action?: ReactNode
  className?: string
}

/** One sentence across the width about something that lasts, announced politely. */
export function Banner({ tone = 'info', icon, children, action, className }: BannerProps) {
  return (
    <div
      role="status"
      className={classNames(
        'flex min-h-9 shrink-0 items-center gap-2 px-4 py-1.5 text-sm font-medium [&_svg]:size-4 [&_svg]:shrink-0',
        tones[tone],
        className,
      )}
    >
      {icon}
      <span className="min-w-0 grow text-pretty">{children}</span>
      {action}
    </div>
  )
}
