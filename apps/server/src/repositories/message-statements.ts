import type { Pool } from 'pg'
import { snowflakeDate } from '../lib/snowflake.ts'
import type { PendingMessage, WrittenMessage } from './message-writer.ts'

/**
 * Numbers and stores a batch in one statement.
 *
 * `locked` takes the channels' counters in id order, so that no two batches can wait for each other; `bumped` leaves out
 * channels whose newest id is ahead of ours (another instance's clock is), because a message's id sorts as its seq
 * does; what is left out is simply not returned.
 */
const INSERT = `
WITH input AS (
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[])
    WITH ORDINALITY AS input (channel_id, id, author_id, content, nonce, created_at, ord)
), fresh AS (
  SELECT * FROM input WHERE NOT EXISTS (
    SELECT 1 FROM messages
    WHERE messages.channel_id = input.channel_id AND messages.author_id = input.author_id
      AND messages.nonce = input.nonce)
), counts AS (
  SELECT channel_id, count(*) AS size, min(id) AS first_id, max(id) AS last_id FROM fresh GROUP BY channel_id
), locked AS MATERIALIZED (
  SELECT channel_id FROM channel_counters WHERE channel_id = ANY ($1::bigint[])
  ORDER BY channel_id FOR NO KEY UPDATE
), bumped AS (
  UPDATE channel_counters AS counter
  SET last_seq = counter.last_seq + counts.size, last_message_id = counts.last_id
  FROM counts JOIN locked USING (channel_id)
  WHERE counter.channel_id = counts.channel_id
    AND (counter.last_message_id IS NULL OR counter.last_message_id < counts.first_id)
  RETURNING counter.channel_id, counter.last_seq - counts.size AS base
)
INSERT INTO messages (channel_id, id, seq, author_id, content, nonce, created_at)
SELECT fresh.channel_id, fresh.id, bumped.base + row_number() OVER (PARTITION BY fresh.channel_id ORDER BY fresh.ord),
  fresh.author_id, fresh.content, fresh.nonce, fresh.created_at
FROM fresh JOIN bumped USING (channel_id)
RETURNING id, seq`

/** @returns the seq of each message that was stored, by id */
export async function insertMessages(pool: Pool, batch: PendingMessage[]): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ id: string; seq: string }>({
    name: 'insert-messages',
    text: INSERT,
    values: [
      batch.map((message) => message.channelId),
      batch.map((message) => String(message.id)),
      batch.map((message) => message.authorId),
      batch.map((message) => message.content),
      batch.map((message) => message.nonce ?? null),
      batch.map((message) => snowflakeDate(message.id)),
    ],
  })
  return new Map(rows.map((row) => [row.id, Number(row.seq)]))
}

const FIND = `
SELECT input.ord, counter.channel_id IS NOT NULL AS channel_exists, counter.last_message_id,
  message.id, message.seq, message.content, message.created_at, message.edited_at, message.deleted_at
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])
  WITH ORDINALITY AS input (channel_id, id, author_id, nonce, ord)
LEFT JOIN channel_counters AS counter ON counter.channel_id = input.channel_id
LEFT JOIN messages AS message ON message.channel_id = input.channel_id
  AND (message.id = input.id OR (message.author_id = input.author_id AND message.nonce = input.nonce))
ORDER BY input.ord`

interface FoundRow {
  ord: string
  channel_exists: boolean
  last_message_id: string | null
  id: string | null
  seq: string
  content: string
  created_at: Date
  edited_at: Date | null
  deleted_at: Date | null
}

/** `gone`: the channel does not exist any more, or the message does not. `absent`: nothing is stored, and it may be tried. */
export type WrittenState =
  | { kind: 'stored'; message: WrittenMessage }
  | { kind: 'gone' }
  | { kind: 'absent'; lastMessageId: bigint | null }

/** What the database has of messages that may or may not have been stored, under their id or their nonce. */
export async function findWritten(
  pool: Pool,
  batch: PendingMessage[],
): Promise<{ pending: PendingMessage; state: WrittenState }[]> {
  const { rows } = await pool.query<FoundRow>(FIND, [
    batch.map((message) => message.channelId),
    batch.map((message) => String(message.id)),
    batch.map((message) => message.authorId),
    batch.map((message) => message.nonce ?? null),
  ])
  const byPosition = new Map(rows.map((row) => [Number(row.ord), row]))
  return batch.map((pending, index) => {
    const row = byPosition.get(index + 1)
    return { pending, state: row ? toState(pending, row) : { kind: 'gone' } }
  })
}

function toState(pending: PendingMessage, row: FoundRow): WrittenState {
  if (!row.channel_exists || row.deleted_at) return { kind: 'gone' }
  if (row.id === null) {
    return { kind: 'absent', lastMessageId: row.last_message_id === null ? null : BigInt(row.last_message_id) }
  }
  const { channelId, authorId, nonce } = pending
  const message = {
    id: row.id,
    channelId,
    seq: Number(row.seq),
    authorId,
    content: row.content,
    nonce,
    createdAt: row.created_at,
    editedAt: row.edited_at,
  }
  return { kind: 'stored', message }
}
