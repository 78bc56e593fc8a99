import type { Member } from '@parley/contracts/server'
import type { PresenceStatus } from '@parley/contracts/user'
import { expect, test } from 'vitest'
import { groupMembers, sortMembers } from './group-members.ts'

function member(displayName: string, status: PresenceStatus): Member {
  const createdAt = '2026-01-01T00:00:00.000Z'
  const user = { id: '1', username: 'someone', displayName, avatarUrl: null, bio: '', createdAt }
  return { serverId: '1', userId: '1', user, joinedAt: createdAt, status, lastSeenAt: null }
}

const rowsOf = (members: Member[], total = members.length) =>
  groupMembers(sortMembers(members), ({ status }) => status, total).map((row) =>
    'group' in row ? `${row.group} ${row.count}` : row.member.user.displayName,
  )

test('shows who is online first, each group by name whatever its case and accents', () => {
  const members = [
    member('zoë', 'online'),
    member('Åsa', 'dnd'),
    member('Ben 10', 'offline'),
    member('ben 9', 'offline'),
    member('Cai', 'idle'),
  ]
  expect(rowsOf(members)).toEqual(['online 3', 'Åsa', 'Cai', 'zoë', 'offline 2', 'ben 9', 'Ben 10'])
})

test('counts those who have not come yet as offline', () => {
  expect(rowsOf([member('Ana', 'online'), member('Ben', 'offline')], 900)).toEqual([
    'online 1',
    'Ana',
    'offline 899',
    'Ben',
  ])
})

test('leaves out the heading of an empty group', () => {
  expect(rowsOf([member('Ana', 'offline')])).toEqual(['offline 1', 'Ana'])
  expect(rowsOf([])).toEqual([])
})
