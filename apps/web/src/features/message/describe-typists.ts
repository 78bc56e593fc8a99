import { t } from '@lingui/core/macro'

/** "Ana is typing…", "Ana and Ben are typing…"; `count` people, of whom some are known by name. */
export function describeTypists(names: readonly string[], count: number): string {
  if (count === 0) return ''
  const [first, second, third] = names
  if (count === 1) return first ? t`${first} is typing…` : t`Somebody is typing…`
  if (count === 2 && first && second) return t`${first} and ${second} are typing…`
  if (count === 3 && first && second && third) return t`${first}, ${second} and ${third} are typing…`
  return t`Several people are typing…`
}
