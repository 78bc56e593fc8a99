import { limits } from '@parley/contracts/limits'
import { messagePool, pool, prisma, queryReplica } from '../config/database.ts'
import type { SnowflakeGenerator } from '../lib/snowflake.ts'
import { MessageWriter } from './message-writer.ts'
import { type AuthorRow, findAuthor } from './user.repository.ts'

/** A stored message with the author as it is drawn beside it. */
export interface MessageRow {
  id: string
  channelId: string
  seq: number
  type: number
  content: string
  nonce: string | null
  createdAt: Date
  editedAt: Date | null
  author: AuthorRow
}

/** Stores new messages; see {@link MessageWriter}. Set by {@link startMessageWriter}. */
export let messageWriter: MessageWriter

/** Called once at start. */
export function startMessageWriter(ids: SnowflakeGenerator): void {
  messageWriter = new MessageWriter({ pool: messagePool, ids })
}

// Snowflakes come back from `pg` as strings, which is what the contract wants.
const COLUMNS = 'id, channel_id, seq, type, author_id, content, nonce, created_at, edited_at'

// Without their authors, who are few and remembered: joined to each message, they are half of what a page costs. And with
// the channel as a list of one, so that only the primary key has this order: with `channel_id = $1` the index of the ids has
// it too, and the planner may read back through all that was said elsewhere since the channel fell silent.
const select = (condition: string, order: 'ASC' | 'DESC') => `
SELECT ${COLUMNS} FROM messages
WHERE channel_id = ANY (ARRAY[$1::bigint]) AND deleted_at IS NULL ${condition}
ORDER BY channel_id ${order}, id ${order} LIMIT $2`

const statements = {
  newest: { name: 'messages-newest', text: select('', 'DESC') },
  before: { name: 'messages-before', text: select('AND id < $3', 'DESC') },
  upTo: { name: 'messages-up-to', text: select('AND id <= $3', 'DESC') },
  after: { name: 'messages-after', text: select('AND id > $3', 'ASC') },
}

async function query(statement: keyof typeof statements, channelId: string, limit: number, anchor?: string) {
  const values = anchor === undefined ? [channelId, limit] : [channelId, limit, anchor]
  const { rows } = await queryReplica<StoredRow>({ ...statements[statement], values })
  return rows
}

export interface HistoryRequest {
  before?: string | undefined
  after?: string | undefined
  around?: string | undefined
  limit: number
}

/** One page, oldest first: an index range, whatever the table's size. */
export async function listMessages(
  channelId: string,
  { before, after, around, limit }: HistoryRequest,
): Promise<{ messages: MessageRow[]; hasMore: boolean }> {
  if (around !== undefined) {
    const older = Math.ceil(limit / 2)
    const newer = limit - older
    const [upTo, following] = await Promise.all([
      query('upTo', channelId, older + 1, around),
      query('after', channelId, newer + 1, around),
    ])
    const rows = [...upTo.slice(0, older).reverse(), ...following.slice(0, newer)]
    return { messages: await withAuthors(rows), hasMore: upTo.length > older || following.length > newer }
  }
  if (after !== undefined) {
    const rows = await query('after', channelId, limit + 1, after)
    return { messages: await withAuthors(rows.slice(0, limit)), hasMore: rows.length > limit }
  }
  const rows = await (before === undefined
    ? query('newest', channelId, limit + 1)
    : query('before', channelId, limit + 1, before))
  return { messages: await withAuthors(rows.slice(0, limit).reverse()), hasMore: rows.length > limit }
}

/** Rows are never removed singly, so the gap between two seqs is a count of rows, and the newest so many are the missed. */
const MISSED = `
SELECT counter.last_seq, missed.*
FROM channel_counters AS counter LEFT JOIN LATERAL (
  SELECT ${COLUMNS}, deleted_at FROM messages
  WHERE channel_id = ANY (ARRAY[counter.channel_id])
  ORDER BY channel_id DESC, id DESC
  LIMIT CASE WHEN counter.last_seq - $2 BETWEEN 0 AND ${limits.missedMessages} THEN counter.last_seq - $2 ELSE 0 END
) AS missed ON true
WHERE counter.channel_id = $1
ORDER BY missed.id`

/** What a client that has everything up to `since` has missed, or null when that is more than the contract's limit. */
export async function listMissed(
  channelId: string,
  since: number,
): Promise<{ lastSeq: number; missed: MessageRow[] | null }> {
  const { rows } = await queryReplica<StoredRow & { last_seq: string; deleted_at: Date | null }>({
    name: 'messages-missed',
    text: MISSED,
    values: [channelId, since],
  })
  const lastSeq = Number(rows[0]?.last_seq ?? 0)
  if (lastSeq - since > limits.missedMessages) return { lastSeq, missed: null }
  return { lastSeq, missed: await withAuthors(rows.filter((row) => row.id !== null && !row.deleted_at)) }
}

/** Newest seq of a channel; 0 when nothing was ever sent. */
export async function findLastSeq(channelId: string): Promise<number> {
  const { rows } = await pool.query<{ last_seq: string }>({
    name: 'find-last-seq',
    text: 'SELECT last_seq FROM channel_counters WHERE channel_id = $1',
    values: [channelId],
  })
  return Number(rows[0]?.last_seq ?? 0)
}

const FIND_BY_ID = `SELECT ${COLUMNS} FROM messages WHERE id = $1 AND deleted_at IS NULL`

/** A message that is not deleted, in whichever channel. */
export async function findMessage(id: string): Promise<MessageRow | undefined> {
  const { rows } = await pool.query<StoredRow>({ name: 'message-by-id', text: FIND_BY_ID, values: [id] })
  const [message] = await withAuthors(rows)
  return message
}

/** @returns the seq of a message, also of a deleted one, if it is in that channel */
export async function findMessageSeq(channelId: string, id: string): Promise<number | undefined> {
  const message = await prisma.message.findUnique({
    where: { channelId_id: { channelId: BigInt(channelId), id: BigInt(id) } },
    select: { seq: true },
  })
  return message ? Number(message.seq) : undefined
}

/**
 * @param known when the message was last edited, if that is to hold still
 * @returns when it was edited, or undefined when the message was deleted or edited meanwhile
 */
export async function updateContent(
  channelId: string,
  id: string,
  content: string,
  known?: string | null,
): Promise<Date | undefined> {
  const editedAt = new Date()
  const { count } = await prisma.message.updateMany({
    where: {
      channelId: BigInt(channelId),
      id: BigInt(id),
      deletedAt: null,
      ...(known !== undefined && { editedAt: known }),
    },
    data: { content, editedAt },
  })
  return count === 1 ? editedAt : undefined
}

// In one statement, so that no mention outlives its message.
const MARK_DELETED = `
WITH deleted AS (
  UPDATE messages SET content = '', deleted_at = now() WHERE channel_id = $1 AND id = $2 AND deleted_at IS NULL
  RETURNING channel_id, seq
), forgotten AS (
  DELETE FROM mentions USING deleted WHERE mentions.channel_id = deleted.channel_id AND mentions.seq = deleted.seq
  RETURNING user_id
)
SELECT ARRAY(SELECT user_id::text FROM forgotten) AS mentioned FROM deleted`

/**
 * Empties a message, and forgets whom it mentioned. Its row stays, so that its nonce is not spent twice.
 * @returns whom it mentioned, or undefined when it was gone already
 */
export async function markDeleted(channelId: string, id: string): Promise<string[] | undefined> {
  const { rows } = await pool.query<{ mentioned: string[] }>({
    name: 'mark-deleted',
    text: MARK_DELETED,
    values: [channelId, id],
  })
  return rows[0]?.mentioned
}

interface StoredRow {
  id: string
  channel_id: string
  seq: string
  type: number
  author_id: string
  content: string
  nonce: string | null
  created_at: Date
  edited_at: Date | null
}

/** Leaves out what somebody wrote who is not there. */
async function withAuthors(rows: readonly StoredRow[]): Promise<MessageRow[]> {
  const ids = [...new Set(rows.map((row) => row.author_id))]
  const authors = new Map(await Promise.all(ids.map(async (id) => [id, await findAuthor(id)] as const)))
  return rows.flatMap((row) => {
    const author = authors.get(row.author_id)
    return author ? [toMessageRow(row, author)] : []
  })
}

function toMessageRow(row: StoredRow, author: AuthorRow): MessageRow {
  return {
    id: row.id,
    channelId: row.channel_id,
    seq: Number(row.seq),
    type: row.type,
    content: row.content,
    nonce: row.nonce,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    author,
  }
}
