import { expect, test } from 'vitest'
import { pool } from '../../src/config/database.ts'
import { findServerIds, listProgress } from '../../src/repositories/channel.repository.ts'
import { createServer, listMembers } from '../../src/repositories/server.repository.ts'
import { createUser } from '../../src/repositories/user.repository.ts'
import { connectFreshDatabase } from '../support/connected-database.ts'

await connectFreshDatabase()

const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1))

test('a connection does not keep a statement for every length of a list', async () => {
  const lengths = 200
  for (let length = 1; length <= lengths; length++) {
    await listProgress(idsUpTo(length))
    await findServerIds(idsUpTo(length))
  }
  const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int FROM pg_prepared_statements')
  expect(pool.totalCount).toBe(1)
  expect(rows[0]?.count).toBeLessThan(lengths / 2)
})

test('members are found among more people than a statement has parameters', async () => {
  const account = { email: 'ana@example.org', username: 'ana', displayName: 'Ana', passwordHash: '' }
  await createUser({ id: '39999', ...account })
  await createServer({
    id: '1',
    name: 'Harbour',
    ownerId: '39999',
    inviteCode: 'x',
    textChannelId: '2',
    voiceChannelId: '3',
  })
  const among = idsUpTo(40_000)
  const page = await listMembers('1', { among, limit: 10 })
  expect(page.members.map(({ userId }) => userId)).toEqual([39_999n])
  expect(await listMembers('1', { among, limit: 10, after: '39999' })).toEqual({ members: [], hasMore: false })
})
