import type { ClientBase } from 'pg'
import { EPOCH, snowflakeDate } from '../lib/snowflake.ts'

export interface MessageDraft {
  channelId: string
  authorId: string
  content: string
  nonce: string | undefined
  /** Who is told, and counts the message, as mentioned. */
  mentionedUserIds: readonly string[]
}

/** A draft with the id it is to be stored under, if that is still free. */
export interface IdentifiedDraft extends MessageDraft {
  id: bigint
}

export interface WrittenMessage extends MessageDraft {
  id: string
  seq: number
  createdAt: Date
  editedAt: Date | null
}

/**
 * Numbers and stores a batch in one statement.
 *
 * `locked` takes the channels' counters in id order, so that no two batches can wait for each other, and reads them as
 * they are once it has them. A message's id sorts as its seq does: where the newest message of one of the channels is
 * ahead of our ids, because another instance's clock is or because it was there first, `lift` moves the whole batch
 * past it, by whole milliseconds, which leaves the worker number and the increment as they are.
 *
 * What is read of the partitions of `messages` is read by a function, with a plan of its own: PostgreSQL 18 crashes when a
 * row that a statement locks has just changed and the same plan finds partitions as it goes (up to 18.4 at least).
 */
const insertStatement = (mentioned: string) => `
WITH input AS (
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])
    WITH ORDINALITY AS input (channel_id, id, author_id, content, nonce, ord)
), fresh AS (
  SELECT * FROM input WHERE ord NOT IN (SELECT ord FROM stored_nonces($1, $3, $5))
), counts AS (
  SELECT channel_id, count(*) AS size, max(id) AS last_id FROM fresh GROUP BY channel_id
), locked AS MATERIALIZED (
  SELECT channel_id, last_seq, last_message_id FROM channel_counters WHERE channel_id = ANY ($1::bigint[])
  ORDER BY channel_id FOR NO KEY UPDATE
), lift AS (
  SELECT CASE WHEN newest >= first THEN (((newest - first) >> 22) + 1) << 22 ELSE 0 END AS by
  FROM (SELECT max(last_message_id) AS newest FROM locked) AS stored, (SELECT min(id) AS first FROM fresh) AS ours
), bumped AS (
  UPDATE channel_counters AS counter
  SET last_seq = locked.last_seq + counts.size, last_message_id = counts.last_id + lift.by
  FROM counts JOIN locked USING (channel_id) CROSS JOIN lift
  WHERE counter.channel_id = counts.channel_id
  RETURNING counter.channel_id, locked.last_seq AS base
), placed AS (
  SELECT fresh.channel_id, fresh.id + lift.by AS id, fresh.id AS candidate_id,
    bumped.base + row_number() OVER (PARTITION BY fresh.channel_id ORDER BY fresh.ord) AS seq,
    fresh.author_id, fresh.content, fresh.nonce
  FROM fresh JOIN bumped USING (channel_id) CROSS JOIN lift
)${mentioned}
INSERT INTO messages (channel_id, id, seq, author_id, content, nonce, created_at)
SELECT channel_id, id, seq, author_id, content, nonce, to_timestamp(((id >> 22) + ${EPOCH}) / 1000.0) FROM placed
RETURNING id, seq, id - (SELECT by FROM lift) AS candidate_id`

const MENTIONED = `, mentioned AS (
  INSERT INTO mentions (user_id, channel_id, seq)
  SELECT mention.user_id, placed.channel_id, placed.seq
  FROM unnest($6::bigint[], $7::bigint[]) AS mention (candidate_id, user_id) JOIN placed USING (candidate_id)
)`

/**
 * The same for one message, which is what an idle app has: setting up and taking down the steps of the statement above
 * takes PostgreSQL longer than the writing. An update that had to wait for a channel's counter reads it anew.
 */
const INSERT_ONE = {
  name: 'insert-message',
  text: `
WITH bumped AS (
  UPDATE channel_counters SET last_seq = last_seq + 1,
    last_message_id = CASE WHEN last_message_id >= $2::bigint
      THEN $2::bigint + ((((last_message_id - $2::bigint) >> 22) + 1) << 22) ELSE $2::bigint END
  WHERE channel_id = $1 AND NOT EXISTS (
    SELECT 1 FROM messages WHERE messages.channel_id = $1 AND messages.author_id = $3 AND messages.nonce = $5)
  RETURNING channel_id, last_seq, last_message_id
)
INSERT INTO messages (channel_id, id, seq, author_id, content, nonce, created_at)
SELECT channel_id, last_message_id, last_seq, $3, $4, $5, to_timestamp(((last_message_id >> 22) + ${EPOCH}) / 1000.0)
FROM bumped
RETURNING id, seq`,
}

// Most batches mention nobody, and do not pay for those that do.
const INSERT = { name: 'insert-messages', text: insertStatement('') }
const INSERT_MENTIONING = { name: 'insert-messages-and-mentions', text: insertStatement(MENTIONED) }

/** Where a message was stored. */
export interface StoredPlace {
  id: bigint
  seq: number
}

/** @returns where each message that was stored is now, by the id it was to have */
export async function insertMessages(client: ClientBase, batch: IdentifiedDraft[]): Promise<Map<string, StoredPlace>> {
  const mentions = batch.flatMap(({ id, mentionedUserIds }) => mentionedUserIds.map((userId) => ({ id, userId })))
  const [first] = batch
  if (first && batch.length === 1 && mentions.length === 0) return insertMessage(client, first)
  const { rows } = await client.query<{ id: string; seq: string; candidate_id: string }>({
    ...(mentions.length > 0 ? INSERT_MENTIONING : INSERT),
    values: [
      batch.map((message) => message.channelId),
      batch.map((message) => String(message.id)),
      batch.map((message) => message.authorId),
      batch.map((message) => message.content),
      batch.map((message) => message.nonce ?? null),
      ...(mentions.length > 0 ? [mentions.map(({ id }) => String(id)), mentions.map(({ userId }) => userId)] : []),
    ],
  })
  return new Map(rows.map((row) => [row.candidate_id, { id: BigInt(row.id), seq: Number(row.seq) }]))
}

async function insertMessage(client: ClientBase, message: IdentifiedDraft): Promise<Map<string, StoredPlace>> {
  const { channelId, id, authorId, content, nonce } = message
  const { rows } = await client.query<{ id: string; seq: string }>({
    ...INSERT_ONE,
    values: [channelId, String(id), authorId, content, nonce ?? null],
  })
  return new Map(rows.map((row) => [String(id), { id: BigInt(row.id), seq: Number(row.seq) }]))
}

const FIND = `
SELECT input.ord, counter.channel_id IS NOT NULL AS channel_exists,
  message.id, message.seq, message.content, message.edited_at, message.deleted_at
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])
  WITH ORDINALITY AS input (channel_id, id, author_id, nonce, ord)
LEFT JOIN channel_counters AS counter ON counter.channel_id = input.channel_id
LEFT JOIN messages AS message ON message.channel_id = input.channel_id
  AND (message.id = input.id OR (message.author_id = input.author_id AND message.nonce = input.nonce))
ORDER BY input.ord`

interface FoundRow {
  ord: string
  channel_exists: boolean
  id: string | null
  seq: string
  content: string
  edited_at: Date | null
  deleted_at: Date | null
}

/** `gone`: the channel does not exist any more, or the message does not. `absent`: nothing is stored. */
export type WrittenState = { kind: 'stored'; message: WrittenMessage } | { kind: 'gone' } | { kind: 'absent' }

/** What the database has of messages that may or may not have been stored, under their nonce or their id. */
export async function findWritten<Draft extends IdentifiedDraft>(
  client: ClientBase,
  batch: Draft[],
): Promise<{ draft: Draft; state: WrittenState }[]> {
  const { rows } = await client.query<FoundRow>(FIND, [
    batch.map((message) => message.channelId),
    batch.map((message) => String(message.id)),
    batch.map((message) => message.authorId),
    batch.map((message) => message.nonce ?? null),
  ])
  const byPosition = new Map(rows.map((row) => [Number(row.ord), row]))
  return batch.map((draft, index) => {
    const row = byPosition.get(index + 1)
    return { draft, state: row ? toState(draft, row) : { kind: 'gone' } }
  })
}

function toState(draft: MessageDraft, row: FoundRow): WrittenState {
  if (!row.channel_exists || row.deleted_at) return { kind: 'gone' }
  if (row.id === null) return { kind: 'absent' }
  return {
    kind: 'stored',
    message: {
      ...toWritten(draft, { id: BigInt(row.id), seq: Number(row.seq) }),
      content: row.content,
      editedAt: row.edited_at,
    },
  }
}

/** A message as it is stored in that place. */
export function toWritten(
  { channelId, authorId, content, nonce, mentionedUserIds }: MessageDraft,
  { id, seq }: StoredPlace,
): WrittenMessage {
  return {
    id: String(id),
    channelId,
    authorId,
    content,
    nonce,
    mentionedUserIds,
    seq,
    createdAt: snowflakeDate(id),
    editedAt: null,
  }
}
