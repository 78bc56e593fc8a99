import { connectDB, pool, prisma } from '../../apps/server/src/config/database.ts'
import { cpuOf } from './cost.ts'
import { keepUnderWay, lasting, percentile } from './load.ts'
import { FIRST_ID } from './world.ts'

// What durable-writes.ts holds the app against: a process that stores the same messages, which nobody sends it.

export interface WriteOrder {
  /** Milliseconds. */
  duration: number
  inFlight: number
  channels: number
}

export interface WriteCost {
  messages: number
  perSecond: number
  p50: number
  p99: number
  /** Microseconds of this process a message. */
  nodeCpu: number
}

const ROWS = 500
const content = 'x'.repeat(100)
const [kind = '', url = ''] = process.argv.slice(2)
let id = BigInt(process.pid) << 40n

const references: Record<string, { rows: number; write: (channelId: number) => Promise<unknown> }> = {
  // No number in the channel, and no counter.
  'prisma.create each': {
    rows: 1,
    write: (channelId) =>
      prisma.message.create({
        data: {
          channelId: BigInt(channelId),
          id: ++id,
          seq: id,
          authorId: BigInt(FIRST_ID),
          content,
          nonce: String(id),
          createdAt: new Date(),
        },
      }),
  },
  // What `pgbench -M prepared` does, from as many connections as the app has.
  'prepared INSERT each': {
    rows: 1,
    write: (channelId) =>
      pool.query({
        name: 'insert-one',
        text: `INSERT INTO messages (channel_id, id, seq, author_id, content, nonce, created_at)
          VALUES ($1, $2, $2, $3, $4, $2::bigint::text, now())`,
        values: [channelId, ++id, FIRST_ID, content],
      }),
  },
  'INSERT of 500 rows': {
    rows: ROWS,
    write: (channelId) =>
      pool.query({
        name: 'insert-many',
        text: `INSERT INTO messages (channel_id, id, seq, author_id, content, nonce, created_at)
          SELECT $1, id, id, $2, $3, id::text, now() FROM unnest($4::bigint[]) AS id`,
        values: [channelId, FIRST_ID, content, Array.from({ length: ROWS }, () => ++id)],
      }),
  },
}

await connectDB(url)
const reference = references[kind]
if (!reference) throw new Error(`There is no ${kind}`)
process.on('message', async ({ duration, inFlight, channels }: WriteOrder) => {
  const { rows, write } = reference
  const start = await cpuOf(process.pid)
  // More statements of many rows under way gain nothing.
  const run = await keepUnderWay(rows === 1 ? inFlight : Math.min(inFlight, 4), lasting(duration), (index) =>
    write(FIRST_ID + (index % channels)),
  )
  const messages = run.count * rows
  const cost: WriteCost = {
    messages,
    perSecond: run.perSecond * rows,
    p50: percentile(run.latencies, 0.5),
    p99: percentile(run.latencies, 0.99),
    nodeCpu: ((await cpuOf(process.pid)) - start) / messages,
  }
  process.send?.(cost)
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
