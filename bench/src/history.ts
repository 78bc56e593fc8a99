import { createApi } from '@parley/client/api'
import { execute } from '@parley/embedded-postgres/database'
import { cpuOf } from './cost.ts'
import type { Database } from './database.ts'
import { type Figure, interleave } from './figure.ts'
import { keepUnderWay, lasting, percentile } from './load.ts'
import { startParley, tokenOf } from './parley.ts'
import type { Settings } from './settings.ts'
import { FIRST_ID, populate } from './world.ts'

const SMALL = 10_000
/** Channels that have messages, of the hundred servers' five thousand. */
const WRITTEN = 100
const USERS = 50

interface Size {
  rows: number
  read: Record<string, () => Promise<unknown>>
  pid: number
  stop(): Promise<void>
}

/** What reading costs in a small database and in a large one. */
export async function* measureHistory({ smoke, rows }: Settings, database: Database): AsyncGenerator<Figure> {
  const nameOf = (size: number) => `${size.toLocaleString('en')} messages`
  const large = smoke ? 2 * SMALL : rows
  const sizes: Record<string, Size> = {}
  for (const size of [large, SMALL]) sizes[nameOf(size)] = await prepare(database, size)

  const reads: [what: string, name: string][] = [
    ['newest', 'Newest page of a channel'],
    ['earlier', 'A page from anywhere in a channel'],
    ['unread', 'Unread state of 100 servers × 50 channels'],
  ]
  for (const [what, name] of reads) {
    const values = await interleave(Object.keys(sizes), smoke ? 1 : 5, async (subject) => {
      const { read, pid } = sizes[subject] as Size
      const before = [await cpuOf(pid), await cpuOf(database.pid)] as const
      const run = await keepUnderWay(what === 'unread' ? 1 : 4, lasting(smoke ? 30 : 400), async () => read[what]?.())
      return {
        perSecond: run.perSecond,
        half: percentile(run.latencies, 0.5),
        node: ((await cpuOf(pid)) - before[0]) / run.count,
        database: ((await cpuOf(database.pid)) - before[1]) / run.count,
      }
    })
    const figure = (title: string, unit: string, rounds: Record<string, number[]>): Figure => ({
      name: `${name}: ${title}`,
      unit,
      ours: nameOf(large),
      targets: { [nameOf(SMALL)]: unit === 'a second' ? '≥ 0.77' : '≤ 1.3' },
      rounds,
    })
    yield figure('read', 'a second', values.perSecond)
    yield figure('half within', 'ms', values.half)
    yield figure('Node', 'µs of CPU each', values.node)
    yield figure('PostgreSQL', 'µs of CPU each', values.database)
  }
  for (const { stop } of Object.values(sizes)) await stop()
}

/**
 * Writes messages by turns in all channels, so that neighbours in a channel are none on the disk. The indexes are made
 * afterwards, all in one transaction, which then needs no log of its own: ten million take minutes instead of hours.
 */
async function fill(url: string, rows: number): Promise<void> {
  await execute(
    url,
    `BEGIN;
     TRUNCATE messages;
     ALTER TABLE messages DROP CONSTRAINT messages_pkey;
     DROP INDEX messages_id_idx, messages_channel_id_author_id_nonce_key;
     INSERT INTO messages (channel_id, id, seq, author_id, content, nonce, created_at)
     SELECT ${FIRST_ID} + turn % ${WRITTEN} * 50, turn << 22, seq, ${FIRST_ID} + (seq * 7 + turn) % ${USERS},
       repeat('x', 20 + (seq % 150)::int), seq::text, now() - interval '1 hour'
     FROM generate_series(${WRITTEN}::bigint, ${rows + WRITTEN - 1}::bigint) AS turn, LATERAL (SELECT turn / ${WRITTEN} AS seq);
     SET LOCAL maintenance_work_mem = '256MB';
     ALTER TABLE messages ADD CONSTRAINT messages_pkey PRIMARY KEY (channel_id, id);
     CREATE INDEX messages_id_idx ON messages (id);
     CREATE UNIQUE INDEX messages_channel_id_author_id_nonce_key ON messages (channel_id, author_id, nonce);
     COMMIT`,
  )
}

async function prepare(database: Database, rows: number): Promise<Size> {
  const url = await database.create(`rows_${rows}`)
  await populate(url, { users: USERS, servers: 100, channelsPerServer: 50 })
  const perChannel = Math.round(rows / WRITTEN)
  await fill(url, rows)
  await execute(
    url,
    `UPDATE channel_counters SET last_seq = ${perChannel},
       last_message_id = (${perChannel}::bigint * ${WRITTEN} + (channel_id - ${FIRST_ID}) / 50) << 22
     WHERE (channel_id - ${FIRST_ID}) % 50 = 0 AND channel_id < ${FIRST_ID + WRITTEN * 50}`,
  )
  await execute(url, 'VACUUM ANALYZE')
  const app = await startParley({ DATABASE_URL: url, PARLEY_DATA_DIR: database.dataDir })
  const token = tokenOf(FIRST_ID)
  const api = createApi({ baseUrl: app.url, accessToken: () => token })
  const someChannel = () => String(FIRST_ID + Math.floor(Math.random() * WRITTEN) * 50)
  const someId = () => String((BigInt(Math.ceil(Math.random() * perChannel)) * BigInt(WRITTEN)) << 22n)
  return {
    rows,
    read: {
      newest: () => api.listMessages({ params: { channelId: someChannel() }, query: {} }),
      earlier: () => api.listMessages({ params: { channelId: someChannel() }, query: { before: someId() } }),
      unread: () => api.listUnread(),
    },
    pid: app.pid,
    stop: app.stop,
  }
}
