import { classNames } from './class-names.ts'

export interface BadgeProps {
  count: number
  /** What is counted, for screen readers: "3 unread messages". */
  label: string
  /** `quiet` for what can wait. */
  tone?: keyof typeof tones
  className?: string
}

const tones = { loud: 'bg-badge text-on-badge', quiet: 'bg-active text-text' }

/** A small count, hidden at zero, "99+" above 99. */
export function Badge({ count, label, tone = 'loud', className }: BadgeProps) {
  if (count <= 0) return null
  return (
    <span
      className={classNames(
        'inline-flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-full px-1.5 text-2xs leading-none font-bold tabular-nums',
        tones[tone],
        className,
      )}
    >
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}
