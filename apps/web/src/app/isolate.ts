import type { I18n } from '@lingui/core'

/** Letters that run from right to left, and characters that turn the direction of what is around them. */
const turning =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Marks a name that may run the other way, so that it does not reorder what it stands in (U+2068 … U+2069). */
export function isolate(name: string): string {
  return turning.test(name) ? `\u2068${name}\u2069` : name
}

type Values = Record<string, unknown> | undefined

function isolateAll(values: Values): Values {
  return (
    values &&
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? isolate(value) : value]),
    )
  )
}

/** Lets every sentence isolate what is put into it. Those of our languages all run from left to right. */
export function isolateNames(i18n: I18n): void {
  const translate = i18n._.bind(i18n) as (...args: unknown[]) => string
  i18n._ = (message: { id: string; values?: Values } | string, values?: Values, options?: object) =>
    typeof message === 'string'
      ? translate(message, isolateAll(values), options)
      : translate({ ...message, values: isolateAll(message.values) })
}
