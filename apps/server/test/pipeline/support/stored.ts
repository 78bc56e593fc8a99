import type { Pool } from 'pg'
import { expect } from 'vitest'

export interface StoredMessage {
  id: bigint
  seq: number
  authorId: string
  content: string
  nonce: string | null
}

/** Makes channels that belong to nobody. @returns their ids */
export async function createChannels(pool: Pool, count: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `WITH made AS (
       INSERT INTO channels (id, type)
       SELECT coalesce((SELECT max(id) FROM channels), 0) + number, 1 FROM generate_series(1, $1::int) AS number
       RETURNING id)
     SELECT id FROM made ORDER BY id`,
    [count],
  )
  const ids = rows.map((row) => row.id)
  await pool.query('INSERT INTO channel_counters (channel_id) SELECT unnest($1::bigint[])', [ids])
  return ids
}

/** Everything a channel holds, in the order of `seq`. */
export async function readChannel(pool: Pool, channelId: string): Promise<StoredMessage[]> {
  const { rows } = await pool.query<{
    id: string
    seq: string
    author_id: string
    content: string
    nonce: string | null
  }>('SELECT id, seq, author_id, content, nonce FROM messages WHERE channel_id = $1 ORDER BY seq', [channelId])
  return rows.map(({ id, seq, author_id, content, nonce }) => ({
    id: BigInt(id),
    seq: Number(seq),
    authorId: author_id,
    content,
    nonce,
  }))
}

/**
 * What must hold of a channel whatever happened: seq counts 1, 2, 3 …, ids sort as seq does, every nonce of an author is
 * there once, and the counter stands at the newest message.
 * @returns the channel's messages
 */
export async function expectSound(pool: Pool, channelId: string): Promise<StoredMessage[]> {
  const messages = await readChannel(pool, channelId)
  expect(messages.map((message) => message.seq)).toEqual(messages.map((_, index) => index + 1))
  const ids = messages.map((message) => message.id)
  expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)))
  const nonces = messages.filter(({ nonce }) => nonce !== null).map(({ authorId, nonce }) => `${authorId}:${nonce}`)
  expect(new Set(nonces).size).toBe(nonces.length)
  const { rows } = await pool.query<{ last_seq: string; last_message_id: string | null }>(
    'SELECT last_seq, last_message_id FROM channel_counters WHERE channel_id = $1',
    [channelId],
  )
  expect(rows).toEqual([{ last_seq: String(messages.length), last_message_id: messages.at(-1)?.id.toString() ?? null }])
  return messages
}

/** Ids lead to one message in the whole instance (`PATCH /messages/:id`), so no two channels may share one. */
export async function expectUniqueIds(pool: Pool): Promise<void> {
  const { rows } = await pool.query('SELECT id FROM messages GROUP BY id HAVING count(*) > 1')
  expect(rows).toEqual([])
}
