import { plural } from '@lingui/core/macro'

/** "1 member", "1,204 members". */
export function countMembers(count: number): string {
  return plural(count, { one: '# member', other: '# members' })
}
