import { t } from '@lingui/core/macro'
import { formatDay } from './time.ts'

/** A line that names the day that begins here. */
export function DayDivider({ date }: { date: Date }) {
  return (
    <div className="mx-4 mt-5 mb-1 flex items-center gap-3 text-xs font-medium text-muted">
      <span aria-hidden className="h-px grow bg-line" />
      <time dateTime={date.toISOString().slice(0, 10)}>{formatDay(date)}</time>
      <span aria-hidden className="h-px grow bg-line" />
    </div>
  )
}

/** The line above the first message one has not read. */
export function NewMessagesLine() {
  return (
    <div className="mx-4 mt-2 -mb-2 flex items-center gap-2 text-xs font-semibold text-badge">
      <span aria-hidden className="h-px grow bg-badge" />
      {t`New messages`}
    </div>
  )
}
