import type { App } from './app.ts'

/** Milliseconds at which the ids begin. */
const EPOCH = 1_420_070_400_000

/**
 * Gives an empty channel a past: messages "Line 1.", "Line 2." … of many heights, twenty seconds apart, the last of them
 * a minute ago.
 */
export async function writeHistory(
  app: App,
  { channelId, authorId, count }: { channelId: string; authorId: string; count: number },
): Promise<void> {
  const last = Date.now() - 60_000
  const createdAt = `${last} - (${count} - line) * 20000`
  const id = `((${createdAt} - ${EPOCH}) << 22)`
  const longer = `CASE
    WHEN line % 11 = 0 THEN E'\\n\`\`\`\\n' || repeat(E'some code\\n', line % 13 + 1) || '\`\`\`'
    WHEN line % 7 = 0 THEN E'\\n# A heading\\n> and a quote'
    WHEN line % 5 = 0 THEN repeat(' of many words that take more than one line', line % 9 + 2)
    ELSE '' END`
  await app.query(`
    INSERT INTO messages (channel_id, id, seq, author_id, content, created_at)
    SELECT ${channelId}, ${id}, line, ${authorId}, 'Line ' || line || '.' || ${longer},
      to_timestamp((${createdAt}) / 1000.0)
    FROM generate_series(1, ${count}) AS line`)
  await app.query(`
    UPDATE channel_counters SET (last_seq, last_message_id) =
      (SELECT max(seq), max(id) FROM messages WHERE channel_id = ${channelId})
    WHERE channel_id = ${channelId}`)
}

/** Marks a channel as read up to a line of its history. */
export async function markRead(
  app: App,
  { channelId, userId, line }: { channelId: string; userId: string; line: number },
): Promise<void> {
  await app.query(`
    INSERT INTO read_states (user_id, channel_id, last_read_seq, last_read_message_id)
    SELECT ${userId}, channel_id, seq, id FROM messages WHERE channel_id = ${channelId} AND seq = ${line}
    ON CONFLICT (user_id, channel_id) DO UPDATE
      SET last_read_seq = excluded.last_read_seq, last_read_message_id = excluded.last_read_message_id`)
}
