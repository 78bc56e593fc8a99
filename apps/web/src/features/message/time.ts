import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'

const DAY = 24 * 60 * 60 * 1000

/** Milliseconds at which the ids begin. */
const ID_EPOCH = 1_420_070_400_000n

/** When something with this id was made. */
export function momentOfId(id: string): Date {
  return new Date(Number((BigInt(id) >> 22n) + ID_EPOCH))
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The chosen language as the reader's region writes it: somebody in London reads English times differently. */
function formatLocale(): string {
  const region = globalThis.navigator?.languages?.find((tag) => tag.split('-')[0] === i18n.locale)
  return region ?? i18n.locale
}

/** A moment in the chosen language. */
export function formatDate(date: Date, options: Intl.DateTimeFormatOptions): string {
  const locale = formatLocale()
  const key = `${locale} ${JSON.stringify(options)}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  // Making a format is slow, and there are few.
  formats.set(key, format)
  return format.format(date)
}

/** A key that is the same for all moments of one local day. */
export function dayKey(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

/** "14:03", as the reader's region writes it. */
export function formatTime(date: Date): string {
  return formatDate(date, { hour: 'numeric', minute: '2-digit' })
}

/** "Today at 14:03", "Yesterday at 14:03", "3 Nov 2026, 14:03". */
export function formatMoment(date: Date, now = new Date()): string {
  const time = formatTime(date)
  if (isToday(date, now)) return t`Today at ${time}`
  if (isYesterday(date, now)) return t`Yesterday at ${time}`
  return formatDate(date, { dateStyle: 'medium', timeStyle: 'short' })
}

/** "Today", "Yesterday", "Saturday, November 21, 2026". */
export function formatDay(date: Date, now = new Date()): string {
  if (isToday(date, now)) return t`Today`
  return isYesterday(date, now) ? t`Yesterday` : formatDate(date, { dateStyle: 'full' })
}

/** "14:03" today, with the day before that. */
export function formatSince(date: Date, now = new Date()): string {
  return isToday(date, now) ? formatTime(date) : formatDate(date, { dateStyle: 'medium', timeStyle: 'short' })
}

/** Everything about a moment, for a title. */
export function formatFully(date: Date): string {
  return formatDate(date, { dateStyle: 'full', timeStyle: 'short' })
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
  return new Intl.RelativeTimeFormat(formatLocale(), { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}

const isToday = (date: Date, now: Date) => dayKey(date) === dayKey(now)
const isYesterday = (date: Date, now: Date) => dayKey(date) === dayKey(new Date(now.getTime() - DAY))
