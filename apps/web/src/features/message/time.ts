const timeFormat = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const dayFormat = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const shortDayFormat = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })
const relativeFormat = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const DAY = 24 * 60 * 60 * 1000

/** A key that is the same for all moments of one local day. */
export function dayKey(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

/** "14:03", as the reader's region writes it. */
export function formatTime(date: Date): string {
  return timeFormat.format(date)
}

/** "Today at 14:03", "Yesterday at 14:03", "3 Nov 2026 at 14:03". */
export function formatMoment(date: Date, now = new Date()): string {
  return `${relativeDay(date, now) ?? shortDayFormat.format(date)} at ${formatTime(date)}`
}

/** "Today", "Yesterday", "Saturday, November 21, 2026". */
export function formatDay(date: Date, now = new Date()): string {
  return relativeDay(date, now) ?? dayFormat.format(date)
}

/** Everything about a moment, for a title. */
export function formatFully(date: Date): string {
  return `${dayFormat.format(date)} at ${formatTime(date)}`
}

/** "in 5 minutes", "3 days ago". */
export function formatRelative(date: Date, now = new Date()): string {
  const seconds = (date.getTime() - now.getTime()) / 1000
  const units = [
    ['year', 31_557_600],
    ['month', 2_629_800],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const)
  return relativeFormat.format(Math.round(seconds / size), unit)
}

function relativeDay(date: Date, now: Date): string | undefined {
  if (dayKey(date) === dayKey(now)) return 'Today'
  return dayKey(date) === dayKey(new Date(now.getTime() - DAY)) ? 'Yesterday' : undefined
}
