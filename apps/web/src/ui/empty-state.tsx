import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface EmptyStateProps {
  icon?: ReactNode
  title: string
  /** Where it is all there is on a page, its title is the page's. */
  heading?: 'h1' | 'h2'
  /** What one can do about it, in a sentence. */
  children?: ReactNode
  action?: ReactNode
  className?: string
}

/** What stands where nothing is yet: says so and invites to the next step. */
export function EmptyState({ icon, title, heading: Heading = 'h2', children, action, className }: EmptyStateProps) {
  return (
    <div className={classNames('flex flex-col items-center justify-center gap-2 px-6 py-10 text-center', className)}>
      {icon && (
        <div
          aria-hidden
          className="mb-2 flex size-14 items-center justify-center rounded-2xl bg-accent-soft text-accent [&_svg]:size-7"
        >
          {icon}
        </div>
      )}
      <Heading className="text-lg font-semibold">{title}</Heading>
      {children && <div className="max-w-sm text-pretty text-muted">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
