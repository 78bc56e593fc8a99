import type { Member } from '@parley/contracts/server'
import type { PresenceStatus } from '@parley/contracts/user'

export type MemberRow = { title: string; count: number } | { member: Member }

const { compare } = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Members as the rows of a list: those online under their heading, then those offline, each by name. */
export function groupMembers(members: readonly Member[], statusOf: (member: Member) => PresenceStatus): MemberRow[] {
  const byName = members.toSorted((a, b) => compare(a.user.displayName, b.user.displayName))
  const groups = Map.groupBy(byName, (member) => (statusOf(member) === 'offline' ? 'Offline' : 'Online'))
  return (['Online', 'Offline'] as const).flatMap((title) => {
    const group = groups.get(title) ?? []
    return group.length === 0 ? [] : [{ title, count: group.length }, ...group.map((member) => ({ member }))]
  })
}
