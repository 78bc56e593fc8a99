import type { Member } from '@parley/contracts/server'
import type { PresenceStatus } from '@parley/contracts/user'

export type MemberRow = { title: string; count: number } | { member: Member }

const { compare } = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Members by name, as a dictionary would order them. */
export function sortMembers(members: readonly Member[]): Member[] {
  return members.toSorted((a, b) => compare(a.user.displayName, b.user.displayName))
}

/** Sorted members as the rows of a list: those online under their heading, then those offline. */
export function groupMembers(sorted: readonly Member[], statusOf: (member: Member) => PresenceStatus): MemberRow[] {
  const groups = Map.groupBy(sorted, (member) => (statusOf(member) === 'offline' ? 'Offline' : 'Online'))
  return (['Online', 'Offline'] as const).flatMap((title) => {
    const group = groups.get(title) ?? []
    return group.length === 0 ? [] : [{ title, count: group.length }, ...group.map((member) => ({ member }))]
  })
}
