import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@parley/embedded-postgres/embedded-postgres'
import { connectDB, disconnectDB, prisma } from '../../apps/server/src/config/database.ts'
import { migrate } from '../../apps/server/src/config/migrate.ts'
import { type Figure, interleave } from './figure.ts'
import { startParley } from './parley.ts'

const ROUNDS = 5
const MESSAGES = 3_000
const content = 'x'.repeat(100)

/** Messages a second that are committed and acknowledged, in one channel, from one sender who has so many under way. */
export async function* measureDurableWrites(): AsyncGenerator<Figure> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  const postgres = await startEmbeddedPostgres({ dataDir })
  try {
    await migrate(postgres.url)
    await connectDB(postgres.url)
    const app = await startParley({ DATABASE_URL: postgres.url, PARLEY_DATA_DIR: dataDir })
    const { realtime, api, channelId, userId } = await app.join()
    let id = 0n
    const subjects = {
      Parley: () => realtime.request('send-message', { channelId, content, nonce: randomUUID() }),
      'Parley, REST': () => api.sendMessage({ params: { channelId }, body: { content, nonce: randomUUID() } }),
      'prisma.create': () =>
        // What a message costs where each is a row of its own: no number in the channel, no counter.
        prisma.message.create({
          data: { channelId: 1n, id: ++id, seq: id, authorId: BigInt(userId), content, createdAt: new Date() },
        }),
    }
    for (const inFlight of [1, 16, 256]) {
      const rounds = await interleave(Object.keys(subjects) as (keyof typeof subjects)[], ROUNDS, (subject) =>
        rate(subjects[subject], inFlight),
      )
      yield { name: `Durable writes: ${inFlight} under way`, unit: 'messages a second', ours: 'Parley', rounds }
    }
    realtime.close()
    await app.stop()
    await disconnectDB()
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** How often a second something can be done with so many of it under way. */
async function rate(run: () => Promise<unknown>, inFlight: number): Promise<number> {
  let left = Math.ceil((MESSAGES * Math.min(inFlight, 16)) / 16)
  const count = left
  const start = performance.now()
  const lane = async () => {
    while (left-- > 0) await run()
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  return count / ((performance.now() - start) / 1_000)
}
