import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pool } from '../../src/config/database.ts'
import { openJobQueue } from '../../src/config/job-queue.ts'
import { createServer, deleteServer, removeMember } from '../../src/repositories/server.repository.ts'
import { createUser } from '../../src/repositories/user.repository.ts'
import { connectFreshDatabase } from '../support/connected-database.ts'

// What one transaction does while another has a server's lock.

const serverId = '10'
const ownerId = '1'
const memberId = '2'

const database = await connectFreshDatabase()
/** Somebody else's connection. */
let other: pg.Client

beforeAll(async () => {
  await openJobQueue()
  other = new pg.Client({ connectionString: database.url })
  await other.connect()
  for (const id of [ownerId, memberId]) {
    await createUser({ id, email: `${id}@example.org`, username: `user.${id}`, displayName: id, passwordHash: '' })
  }
})
beforeEach(async () => {
  const channels = { textChannelId: '11', voiceChannelId: '12' }
  await createServer({ id: serverId, name: 'Harbour', ownerId, inviteCode: 'x', ...channels })
  await pool.query('INSERT INTO members (server_id, user_id) VALUES ($1, $2)', [serverId, memberId])
  await other.query('BEGIN')
  await other.query('SELECT FROM servers WHERE id = $1 FOR NO KEY UPDATE', [serverId])
})
afterAll(() => other.end())

/** Resolves when a transaction waits for the lock. */
async function untilBlocked(): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  while ((await pool.query(waiting)).rowCount === 0);
}

test('whoever leaves a server while it is being deleted does not hold that up', async () => {
  const leaving = removeMember(serverId, memberId)
  await untilBlocked()
  await other.query('DELETE FROM servers WHERE id = $1', [serverId])
  await other.query('COMMIT')
  expect(await leaving).toBe(false)
})

test('a server that is being deleted takes along what is said in a channel that is just being made', async () => {
  await other.query('INSERT INTO channels (id, server_id, type) VALUES (13, $1, 0)', [serverId])
  const deleting = deleteServer(serverId)
  await untilBlocked()
  await other.query('COMMIT')
  expect(await deleting).toBe(true)
  const { rows } = await pool.query('SELECT singleton_key FROM pgboss.job ORDER BY singleton_key')
  expect(rows.map((row) => row.singleton_key)).toEqual(['11', '12', '13'])
})
