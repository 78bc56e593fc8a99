import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** A grey shape where content will be; size it, and round it otherwise, with classes. */
export function Skeleton({ className = '' }: { className?: string }) {
  const rounding = className.includes('rounded') ? undefined : 'rounded-md'
  return <span aria-hidden className={classNames('block animate-shimmer bg-active', rounding, className)} />
}

/** Wraps skeletons, so that screen readers hear once that something loads. */
export function SkeletonGroup({
  label,
  children,
  className,
}: {
  label: string
  children: ReactNode
  className?: string
}) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  )
}
