import type { Member } from '@parley/contracts/server'
import type { PresenceStatus } from '@parley/contracts/user'

export type MemberGroup = 'online' | 'offline'

export type MemberRow = { group: MemberGroup; count: number } | { member: Member }

const { compare } = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Members by name, as a dictionary would order them. */
export function sortMembers(members: readonly Member[]): Member[] {
  return members.toSorted((a, b) => compare(a.user.displayName, b.user.displayName))
}

/**
 * Sorted members as the rows of a list: those online under their heading, then those offline.
 * @param total how many there are: who is offline may not all have come yet
 */
export function groupMembers(
  sorted: readonly Member[],
  statusOf: (member: Member) => PresenceStatus,
  total: number,
): MemberRow[] {
  const { online = [], offline = [] } = Object.groupBy(
    sorted,
    (member): MemberGroup => (statusOf(member) === 'offline' ? 'offline' : 'online'),
  )
  const rowsOf = (group: MemberGroup, members: Member[], count: number): MemberRow[] =>
    members.length === 0 ? [] : [{ group, count }, ...members.map((member) => ({ member }))]
  return [
    ...rowsOf('online', online, online.length),
    ...rowsOf('offline', offline, Math.max(offline.length, total - online.length)),
  ]
}
