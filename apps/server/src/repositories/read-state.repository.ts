import { pool } from '../config/database.ts'

export interface ReadStateRow {
  channelId: string
  lastReadSeq: number
  lastReadMessageId: string | null
  generation: number
}

export interface UnreadStateRow extends ReadStateRow {
  serverId: string | null
  lastSeq: number
  lastMessageId: string | null
  /** The newest 100 unread messages that mention the user. */
  mentionSeqs: number[]
}

/**
 * Moves a read offset forward; one that is ahead already stays.
 * @returns where it is now, or undefined when it has not moved
 */
export async function advanceReadState(
  userId: string,
  { channelId, seq, messageId }: { channelId: string; seq: number; messageId: string },
): Promise<ReadStateRow | undefined> {
  const { rows } = await pool.query<StateRow>({
    name: 'advance-read-state',
    text: `
      INSERT INTO read_states AS state (user_id, channel_id, last_read_seq, last_read_message_id)
      VALUES ($1, $2, $3, $4)
      ON CONFLICT (user_id, channel_id) DO UPDATE
      SET last_read_seq = excluded.last_read_seq, last_read_message_id = excluded.last_read_message_id
      WHERE state.last_read_seq < excluded.last_read_seq
      RETURNING channel_id, last_read_seq, last_read_message_id, generation`,
    values: [userId, channelId, seq, messageId],
  })
  return rows[0] && toReadState(rows[0])
}

/**
 * Moves a read offset to just before a message, wherever it was.
 * @returns where it is now, or undefined when there is no such message in the channel
 */
export async function rewindReadState(
  userId: string,
  channelId: string,
  messageId: string,
): Promise<ReadStateRow | undefined> {
  const { rows } = await pool.query<StateRow>({
    name: 'rewind-read-state',
    text: `
      INSERT INTO read_states AS state (user_id, channel_id, last_read_seq, last_read_message_id, generation)
      SELECT $1, message.channel_id, message.seq - 1, (
        SELECT before.id FROM messages AS before
        WHERE before.channel_id = ANY (ARRAY[$2::bigint]) AND before.id < message.id
        ORDER BY before.channel_id DESC, before.id DESC LIMIT 1
      ), 1
      FROM messages AS message WHERE message.channel_id = $2 AND message.id = $3
      ON CONFLICT (user_id, channel_id) DO UPDATE
      SET last_read_seq = excluded.last_read_seq, last_read_message_id = excluded.last_read_message_id,
        generation = state.generation + 1
      RETURNING channel_id, last_read_seq, last_read_message_id, generation`,
    values: [userId, channelId, messageId],
  })
  return rows[0] && toReadState(rows[0])
}

/** Every channel and conversation a user may see, with how far it goes and how far the user has read it. */
export async function listUnreadStates(userId: string): Promise<UnreadStateRow[]> {
  const { rows } = await pool.query<UnreadRow>({
    name: 'list-unread-states',
    text: `
      WITH visible AS (
        SELECT channels.id, channels.server_id FROM members
        JOIN channels ON channels.server_id = members.server_id
        WHERE members.user_id = $1
        UNION ALL
        SELECT participants.channel_id, NULL FROM participants WHERE participants.user_id = $1
      )
      SELECT visible.id AS channel_id, visible.server_id, counters.last_seq, counters.last_message_id,
        COALESCE(states.last_read_seq, 0) AS last_read_seq, states.last_read_message_id,
        COALESCE(states.generation, 0) AS generation,
        CASE WHEN counters.last_seq > COALESCE(states.last_read_seq, 0) THEN ARRAY(
          SELECT seq FROM mentions
          WHERE user_id = $1 AND channel_id = visible.id AND seq > COALESCE(states.last_read_seq, 0)
          ORDER BY seq DESC LIMIT 100
        ) END AS mention_seqs
      FROM visible
      JOIN channel_counters AS counters ON counters.channel_id = visible.id
      LEFT JOIN read_states AS states ON states.channel_id = visible.id AND states.user_id = $1`,
    values: [userId],
  })
  // Thousands of them: each without an object or an array more than it takes.
  return rows.map((row) => ({
    channelId: row.channel_id,
    lastReadSeq: Number(row.last_read_seq),
    lastReadMessageId: row.last_read_message_id,
    generation: row.generation,
    serverId: row.server_id,
    lastSeq: Number(row.last_seq),
    lastMessageId: row.last_message_id,
    mentionSeqs: row.mention_seqs?.map(Number).reverse() ?? noMentions,
  }))
}

interface StateRow {
  channel_id: string
  last_read_seq: string
  last_read_message_id: string | null
  generation: number
}

const noMentions: number[] = []

interface UnreadRow extends StateRow {
  server_id: string | null
  last_seq: string
  last_message_id: string | null
  /** Null where everything is read. */
  mention_seqs: string[] | null
}

function toReadState(row: StateRow): ReadStateRow {
  return {
    channelId: row.channel_id,
    lastReadSeq: Number(row.last_read_seq),
    lastReadMessageId: row.last_read_message_id,
    generation: row.generation,
  }
}
