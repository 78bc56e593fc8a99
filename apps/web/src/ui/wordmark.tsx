import { classNames } from './class-names.ts'

/** The mark: a P that is a speech bubble, and the other party's full stop. Purely visual. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 26" aria-hidden className={classNames('size-6', className)}>
      <path
        d="M2 25V11.2A10.2 10.2 0 0 1 12.2 1a10.2 10.2 0 0 1 0 20.4H7.9zM12.2 7a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4z"
        className="fill-accent"
        fillRule="evenodd"
      />
      <circle cx="20.4" cy="22.6" r="2.6" className="fill-badge" />
    </svg>
  )
}

/** The mark with the name beside it. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={classNames('inline-flex items-center gap-2 text-2xl font-bold tracking-tight', className)}>
      <Mark className="size-8" />
      Parley
    </span>
  )
}
