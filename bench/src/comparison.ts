import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryOf } from './cost.ts'
import type { Database } from './database.ts'
import { type Figure, interleave } from './figure.ts'
import { keepUnderWay, lasting, percentile } from './load.ts'
import { startParley, tokenOf } from './parley.ts'
import type { Settings } from './settings.ts'
import { openMany, type Wire } from './wire.ts'
import { FIRST_ID, populate } from './world.ts'

const content = 'x'.repeat(100)
const channelId = String(FIRST_ID)
const RECEIVERS = 100

/** A few absolute figures that can be held against those of other programs on the same machine. */
export async function* measureComparison({ smoke }: Settings, database: Database): AsyncGenerator<Figure> {
  const url = await database.create('comparison')
  await populate(url, { users: RECEIVERS + 1, servers: 1, channelsPerServer: 1 })
  const app = await startParley({ DATABASE_URL: url, PARLEY_DATA_DIR: database.dataDir })
  await sleep(smoke ? 0 : 2_000)
  const memory = (await memoryOf(app.pid)) / 2 ** 20
  const databaseMemory = (await memoryOf(database.pid)) / 2 ** 20
  const idle = { Parley: [memory + databaseMemory], 'of it the app': [memory], 'of it PostgreSQL': [databaseMemory] }
  yield figure('idle memory', 'MB', idle, '≤ 250')

  const address = (index: number) => ({ port: app.port, auth: { token: tokenOf(FIRST_ID + index) } })
  const [sender, ...receivers] = await openMany(RECEIVERS + 1, address)
  if (!sender) throw new Error('Nobody is connected')
  const send = () => sender.request('send-message', { channelId, content, nonce: randomUUID() })

  const rounds = smoke ? 1 : 5
  const acked = await interleave(['Parley'], rounds, async () => {
    const { perSecond } = await keepUnderWay(16, lasting(smoke ? 50 : 500), send)
    return { perSecond }
  })
  yield figure('acknowledged with 16 under way', 'a second', { Parley: acked.perSecond.Parley }, '≥ 5,000')

  for (const count of [1, RECEIVERS]) {
    const listening = receivers.slice(0, count)
    await Promise.all(listening.map((wire) => wire.request('join-channel', { channelId })))
    const delivered = await interleave(['Parley'], rounds, async () => {
      const { latencies } = await keepUnderWay(1, lasting(smoke ? 50 : 500), async () => {
        const heard = hear(listening)
        await Promise.all([send(), heard])
      })
      return { half: percentile(latencies, 0.5), most: percentile(latencies, 0.99) }
    })
    const who = count === 1 ? 'delivered to one' : `delivered to the last of ${count}`
    yield figure(`${who}, half within`, 'ms', delivered.half, count === 1 ? '≤ 3' : '')
    yield figure(`${who}, 99 % within`, 'ms', delivered.most, '≤ 10')
  }
  for (const wire of [sender, ...receivers]) wire.close()
  await app.stop()
}

function figure(what: string, unit: string, rounds: Record<string, number[]>, target: string): Figure {
  return { name: `Comparison: ${what}`, unit, ours: 'Parley', rounds, targets: target ? { Parley: target } : {} }
}

/** Resolves when each has heard a message. */
function hear(wires: Wire[]): Promise<void> {
  return new Promise((resolve) => {
    let left = wires.length
    for (const wire of wires) {
      wire.onMessage = (text) => {
        if (text.includes('"message-created"') && --left === 0) resolve()
      }
    }
  })
}
