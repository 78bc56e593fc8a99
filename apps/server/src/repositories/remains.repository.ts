import { pool } from '../config/database.ts'

/** Rows removed by one statement, so that none takes long. */
const PORTION = 5_000

/** What is left of a channel when it is deleted; its messages last, because by them it is found. */
const REMAINS = [
  { table: 'mentions', key: 'seq' },
  { table: 'messages', key: 'id' },
]

/** Removes what a deleted channel has left behind, a portion at a time. Does nothing to a channel that exists. */
export async function purgeChannel(channelId: string, signal: AbortSignal): Promise<void> {
  for (const { table, key } of REMAINS) {
    let removed: number | null
    do {
      signal.throwIfAborted()
      const result = await pool.query(
        `DELETE FROM ${table} WHERE channel_id = $1 AND NOT EXISTS (SELECT FROM channels WHERE id = $1)
         AND ${key} IN (SELECT ${key} FROM ${table} WHERE channel_id = $1 LIMIT ${PORTION})`,
        [channelId],
      )
      removed = result.rowCount
    } while (removed === PORTION)
  }
}

/** Channels looked at by one statement. */
const PAGE = 500

// From channel to channel by the primary key, whatever the number of messages.
const LIST_CHANNELS = `
WITH RECURSIVE found AS (
  (SELECT channel_id FROM messages WHERE channel_id > $1 ORDER BY channel_id LIMIT 1)
  UNION ALL
  SELECT (SELECT channel_id FROM messages WHERE channel_id > found.channel_id ORDER BY channel_id LIMIT 1)
  FROM found WHERE found.channel_id IS NOT NULL
)
SELECT channel_id, EXISTS (SELECT FROM channels WHERE id = channel_id) AS exists
FROM found WHERE channel_id IS NOT NULL LIMIT ${PAGE}`

/** Goes through all channels with messages. @returns the ids of those that do not exist, page by page */
export async function* findLostChannels(): AsyncGenerator<string[]> {
  for (let last: string | undefined = '0'; last !== undefined; ) {
    const { rows }: { rows: { channel_id: string; exists: boolean }[] } = await pool.query(LIST_CHANNELS, [last])
    const lost = rows.filter(({ exists }) => !exists)
    if (lost.length > 0) yield lost.map((row) => row.channel_id)
    last = rows.length < PAGE ? undefined : rows.at(-1)?.channel_id
  }
}
