import { createDatabase } from '@parley/embedded-postgres/test-database'
import pg from 'pg'
import { beforeAll, expect, inject, test, vi } from 'vitest'
import { messagePool, pool } from '../../src/config/database.ts'
import { findMessage, findMessageSeq, listMessages, listMissed } from '../../src/repositories/message.repository.ts'
import { insertMessages } from '../../src/repositories/message-statements.ts'
import { listUnreadStates, rewindReadState } from '../../src/repositories/read-state.repository.ts'
import { searchUsers } from '../../src/repositories/user.repository.ts'
import { connectFreshDatabase } from '../support/connected-database.ts'

const CHANNELS = 64
const PER_CHANNEL = 200

const database = await connectFreshDatabase()

beforeAll(async () => {
  await pool.query(`
    INSERT INTO users (id, email, username, display_name, password_hash) VALUES (1, 'e', 'u', 'n', '');
    INSERT INTO channels (id, type) SELECT channel, 1 FROM generate_series(1, ${CHANNELS}) AS channel;
    INSERT INTO participants (channel_id, user_id) SELECT id, 1 FROM channels;
    INSERT INTO messages (channel_id, id, seq, author_id, content, nonce, created_at)
    SELECT channel, seq * 1000 + channel, seq, 1, repeat('x', 200), seq, now()
    FROM generate_series(1, ${CHANNELS}) AS channel, generate_series(1, ${PER_CHANNEL}) AS seq ORDER BY seq, channel;
    ANALYZE messages;
    INSERT INTO channel_counters (channel_id, last_seq, last_message_id)
    SELECT channel_id, max(seq), max(id) FROM messages GROUP BY channel_id;
    INSERT INTO mentions (user_id, channel_id, seq) SELECT 1, id, 5 FROM channels`)
})

interface PlanNode {
  'Node Type'?: string
  'Relation Name'?: string
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}

function* nodesOf(plan: PlanNode): Generator<PlanNode> {
  yield plan
  for (const child of plan.Plans ?? []) yield* nodesOf(child)
}

/**
 * How many partitions the statements of some work read, and how many messages that were not asked for, planned for its values
 * and, as when prepared, for any.
 */
async function readBy(work: () => Promise<unknown>): Promise<{ partitions: number; unasked: number }[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  await work()
  const statements = spy.mock.calls.flatMap(([statement, values]) => {
    if (typeof statement === 'string') return [{ text: statement as string, values: values as unknown }]
    const { text, values: own } = statement as pg.QueryConfig
    return text ? [{ text, values: own ?? values }] : []
  })
  spy.mockRestore()
  const counts: { partitions: number; unasked: number }[] = []
  for (const mode of ['force_custom_plan', 'force_generic_plan']) {
    const client = new pg.Client({ connectionString: database.url, options: `-c plan_cache_mode=${mode}` })
    await client.connect()
    const read = new Set<string>()
    let unasked = 0
    for (const { text, values } of statements) {
      await client.query('BEGIN')
      const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values as unknown[])
      await client.query('ROLLBACK')
      for (const node of nodesOf(rows[0]['QUERY PLAN'][0].Plan)) {
        const relation = node['Relation Name']
        if (!relation?.startsWith('messages_') || node['Actual Loops'] === 0) continue
        read.add(relation)
        unasked += node['Rows Removed by Filter'] ?? 0
      }
    }
    await client.end()
    counts.push({ partitions: read.size, unasked })
  }
  return counts
}

const one = { newest: {}, before: { before: '100007' }, after: { after: '100007' }, around: { around: '100007' } }
test.each([
  ...Object.entries(one).map(
    ([name, anchor]) => [`history: ${name}`, () => listMessages('7', { limit: 50, ...anchor }), 1] as const,
  ),
  ['what was missed', () => listMissed('7', PER_CHANNEL - 10), 1],
  ['a read offset that moves', () => findMessageSeq('7', '100007'), 1],
  ['a read offset that moves back', () => rewindReadState('1', '7', '100007'), 1],
  ['unread counts', () => listUnreadStates('1'), 0],
  ['the search for people', () => searchUsers('u', 10), 0],
  // The address of a message does not name its channel: editing and deleting look it up in the index of each.
  ['a message by its id alone', () => findMessage('100007'), 16],
] as const)('%s reads the partitions it must, and no message that was not asked for', async (_, work, partitions) => {
  const expected = { partitions, unasked: 0 }
  expect(await readBy(work)).toEqual([expected, expected])
})

test('a message is stored without reading the others, also by a plan made while there were none', async () => {
  const empty = await createDatabase(inject('postgresUrl'), inject('templateDatabase'))
  const client = new pg.Client({ connectionString: empty.url, options: messagePool.options.options })
  await client.connect()
  // Now the planner is sure that reading them all costs nothing.
  await client.query('VACUUM ANALYZE messages')
  const spy = vi.spyOn(client, 'query')
  await insertMessages(client, [
    { id: 1n, channelId: '7', authorId: '1', content: 'x', nonce: 'one', mentionedUserIds: [] },
  ])
  const statement = spy.mock.calls[0]?.[0] as pg.QueryConfig | undefined
  spy.mockRestore()
  const { rows } = await client.query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${statement?.text}`)
  const scans = [...nodesOf(rows[0]['QUERY PLAN'][0].Plan)].filter((node) =>
    node['Relation Name']?.startsWith('messages_'),
  )
  expect(new Set(scans.map((node) => node['Node Type']))).toEqual(new Set(['Index Only Scan']))
  await client.end()
  await empty.drop()
})
