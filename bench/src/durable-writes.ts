import { randomUUID } from 'node:crypto'
import { cpuOf } from './cost.ts'
import type { Database } from './database.ts'
import type { WriteCost, WriteOrder } from './durable-writes-reference.ts'
import { type Figure, interleave } from './figure.ts'
import { HttpWire } from './http-wire.ts'
import { keepUnderWay, lasting, percentile } from './load.ts'
import { startParley, tokenOf } from './parley.ts'
import { forkPinned, nextMessage } from './pinned.ts'
import type { Settings } from './settings.ts'
import { openMany } from './wire.ts'
import { FIRST_ID, populate } from './world.ts'

const references = ['prisma.create each', 'prepared INSERT each', 'INSERT of 500 rows']
const SENDERS = 64
const content = 'x'.repeat(100)

interface Case {
  name: string
  inFlight: number
  channels: number
}
const cases: Case[] = [
  { name: 'one under way', inFlight: 1, channels: 1 },
  { name: '16 under way, one channel', inFlight: 16, channels: 1 },
  { name: '512 under way, 1,000 channels', inFlight: 512, channels: 1000 },
  { name: '512 under way, one channel', inFlight: 512, channels: 1 },
]

/** Messages that are committed and acknowledged: how many a second, after how long, and what each costs. */
export async function* measureDurableWrites({ smoke }: Settings, database: Database): AsyncGenerator<Figure> {
  const url = await database.create('writes')
  await populate(url, { users: SENDERS, servers: 10, channelsPerServer: 100 })
  const app = await startParley({ DATABASE_URL: url, PARLEY_DATA_DIR: database.dataDir })
  const tokens = Array.from({ length: SENDERS }, (_, index) => tokenOf(FIRST_ID + index))
  const wires = await openMany(SENDERS, (index) => ({ port: app.port, auth: { token: at(tokens, index) } }))
  const httpWires = tokens.map((token) => new HttpWire(app.port, token))
  const children = new Map(references.map((kind) => [kind, forkPinned('durable-writes-reference.ts', [kind, url])]))
  for (const child of children.values()) await nextMessage(child)

  const doors: Record<string, (index: number, channels: number) => Promise<unknown>> = {
    Parley: (index, channels) =>
      at(wires, index).request('send-message', {
        channelId: String(FIRST_ID + (index % channels)),
        content,
        nonce: randomUUID(),
      }),
    'Parley, REST': (index, channels) =>
      at(httpWires, index).post(`/api/channels/${FIRST_ID + (index % channels)}/messages`, {
        content,
        nonce: randomUUID(),
      }),
  }

  async function writeThrough(door: string, { duration, inFlight, channels }: WriteOrder): Promise<WriteCost> {
    const send = doors[door]
    const start = await cpuOf(app.pid)
    const run = await keepUnderWay(inFlight, lasting(duration), async (index) => send?.(index, channels))
    return {
      messages: run.count,
      perSecond: run.perSecond,
      p50: percentile(run.latencies, 0.5),
      p99: percentile(run.latencies, 0.99),
      nodeCpu: ((await cpuOf(app.pid)) - start) / run.count,
    }
  }

  async function writeAsReference(kind: string, order: WriteOrder): Promise<WriteCost> {
    const child = children.get(kind)
    child?.send(order)
    return nextMessage<WriteCost>(child as NonNullable<typeof child>)
  }

  const subjects = [...Object.keys(doors), ...references]
  for (const { name, inFlight, channels } of cases) {
    const values = await interleave(subjects, smoke ? 1 : 5, async (subject) => {
      const order = { inFlight, channels, duration: smoke ? 30 : 300 }
      const start = await cpuOf(database.pid)
      const cost = await (doors[subject] ? writeThrough : writeAsReference)(subject, order)
      return { ...cost, databaseCpu: ((await cpuOf(database.pid)) - start) / cost.messages }
    })
    const figure = (what: string, unit: string, rounds: Record<string, number[]>, targets = {}): Figure => ({
      name: `Durable writes, ${name}: ${what}`,
      unit,
      ours: 'Parley',
      rounds,
      targets,
    })
    const targets = inFlight < 256 ? {} : { 'prisma.create each': '≥ 15', 'INSERT of 500 rows': '≥ 0.35' }
    yield figure('acknowledged', 'a second', values.perSecond, targets)
    yield figure('half after', 'ms', values.p50)
    yield figure('99 % after', 'ms', values.p99)
    if (inFlight > 1) yield figure('Node', 'µs of CPU each', values.nodeCpu)
    if (inFlight > 1) yield figure('PostgreSQL', 'µs of CPU each', values.databaseCpu)
  }
  for (const wire of [...wires, ...httpWires]) wire.close()
  for (const child of children.values()) child.kill()
  await app.stop()
}

function at<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length] as Item
}
