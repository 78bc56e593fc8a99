import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** A grey shape where content will be; size it with classes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('block animate-shimmer rounded-md bg-active', className)} />
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
