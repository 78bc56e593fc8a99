import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** "Last active 5 minutes ago", roughly. */
export function timeAgo(timestamp: string, now = Date.now()): string {
  // The clocks of this device and of the app may differ.
  const seconds = Math.min(0, Math.round((Date.parse(timestamp) - now) / 1000))
  const unit = units.find(([, size]) => Math.abs(seconds) >= size)
  if (!unit) return t`Last active just now`
  const relative = new Intl.RelativeTimeFormat(i18n.locale, { numeric: 'auto' })
  const moment = relative.format(Math.round(seconds / unit[1]), unit[0])
  return t`Last active ${moment}`
}
