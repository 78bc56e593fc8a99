const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** "Last active 5 minutes ago", roughly. */
export function timeAgo(timestamp: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(timestamp) - now) / 1000)
  const unit = units.find(([, size]) => Math.abs(seconds) >= size)
  if (!unit) return 'Last active just now'
  return `Last active ${relative.format(Math.round(seconds / unit[1]), unit[0])}`
}
