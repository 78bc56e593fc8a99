import pg from 'pg'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { pool } from '../../src/config/database.ts'
import { findChannelIdentity } from '../../src/repositories/channel.repository.ts'
import { findParticipantIds, isMember } from '../../src/repositories/membership.repository.ts'
import { findLiveSession } from '../../src/repositories/session.repository.ts'
import { findAuthor } from '../../src/repositories/user.repository.ts'
import { connectFreshDatabase } from '../support/connected-database.ts'

await connectFreshDatabase()

beforeAll(async () => {
  await pool.query(`
    INSERT INTO users (id, email, username, display_name, password_hash) VALUES (1, 'e', 'u', 'n', '');
    INSERT INTO servers (id, name, owner_id, invite_code) VALUES (2, 'Harbour', 1, 'x');
    INSERT INTO members (server_id, user_id) VALUES (2, 1);
    INSERT INTO channels (id, server_id, type) VALUES (3, 2, 0);
    INSERT INTO channels (id, type) VALUES (4, 1);
    INSERT INTO participants (channel_id, user_id) VALUES (4, 1);
    INSERT INTO sessions (id, user_id, kind, expires_at) VALUES (5, 1, 'cookie', now() + interval '1 day')`)
})

/** The clock of the caches, which stands still. */
let time = 1_000
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => time)
})
afterEach(() => vi.restoreAllMocks())

/** How many statements go to the database meanwhile. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  await work()
  const { length } = spy.mock.calls
  spy.mockRestore()
  return length
}

const keys: [string, () => Promise<unknown>][] = [
  ['an author', () => findAuthor('1')],
  ['a channel', () => findChannelIdentity('3')],
  ['a membership', () => isMember('2', '1')],
  ['the people of a conversation', () => findParticipantIds('4')],
  ['a session', () => findLiveSession('5', '1')],
  ['an author who does not exist', () => findAuthor('404')],
  ['a channel that does not exist', () => findChannelIdentity('404')],
  ['a membership that does not exist', () => isMember('2', '404')],
]

test.each(keys)(
  'a thousand who ask for %s at once cost one query, and whoever comes then costs none',
  async (_, read) => {
    expect(await countStatements(() => Promise.all(Array.from({ length: 1_000 }, read)))).toBe(1)
    expect(await countStatements(read)).toBe(0)
  },
)

test('what was taken away is honoured for a second at most, also when nobody tells that it was', async () => {
  const may = () =>
    Promise.all([isMember('2', '1'), findParticipantIds('4').then((ids) => ids.has('1')), findLiveSession('5', '1')])
  time += 2_000
  expect((await may()).map(Boolean)).toEqual([true, true, true])
  // Without the triggers that announce changes.
  await pool.query(`
    SET session_replication_role = replica;
    DELETE FROM members; DELETE FROM participants; DELETE FROM sessions;
    RESET session_replication_role`)
  time += 1_000
  expect((await may()).map(Boolean)).toEqual([false, false, false])
})
