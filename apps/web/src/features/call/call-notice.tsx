import type { ReactNode } from 'react'

/** What does not work in a call, with something to do about it. */
export function CallNotice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-3 gap-y-2 bg-warning-soft px-4 py-2 text-center text-sm text-warning">
      <p role="status" className="text-pretty">
        {children}
      </p>
      {action}
    </div>
  )
}
