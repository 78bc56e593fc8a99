import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasRedis, TestRedis } from '../../apps/server/test/support/redis.ts'
import type { Database } from './database.ts'
import { type Figure, interleave } from './figure.ts'
import { percentile } from './load.ts'
import { startParley, tokenOf } from './parley.ts'
import { forkPinned, nextMessage } from './pinned.ts'
import type { Settings } from './settings.ts'
import { openMany, type Wire } from './wire.ts'
import { FIRST_ID, populate } from './world.ts'

const ONE = 'Parley'
const TWO = 'Parley, two instances'
const BARE = 'bare ws + one INSERT'
/** Each with somebody who writes and somebody who listens. */
const CHANNELS = 20
const content = 'x'.repeat(100)
const channelIds = Array.from({ length: CHANNELS }, (_, index) => String(FIRST_ID + index))

/** Where messages go in, and where they come out. */
interface Conversation {
  say(channel: number, nonce: string): void
  listeners: Wire[]
  close(): void
}

/** Milliseconds between the sending of a message and its arrival at somebody else, stored in between. */
export async function* measureLatency({ smoke }: Settings, database: Database): AsyncGenerator<Figure> {
  const url = await database.create('latency')
  await populate(url, { users: 2 * CHANNELS, servers: 1, channelsPerServer: CHANNELS })
  const env = { DATABASE_URL: url, PARLEY_DATA_DIR: database.dataDir }
  const app = await startParley(env)
  const conversations: Record<string, Conversation> = { [ONE]: await joinParley(app.port, app.port) }
  const reference = forkPinned('latency-reference.ts', [url])
  const stops: (() => unknown)[] = [() => app.stop(), () => reference.kill()]
  if (hasRedis) {
    const redis = await TestRedis.start()
    const shared = { ...env, REDIS_URL: redis.url }
    const [a, b] = [await startParley(shared), await startParley(shared)]
    conversations[TWO] = await joinParley(a.port, b.port)
    stops.push(
      () => Promise.all([a.stop(), b.stop()]),
      () => redis.kill(),
    )
  }
  conversations[BARE] = await joinReference((await nextMessage<{ port: number }>(reference)).port)

  for (const [load, rate] of [
    ['light', 300],
    ['middling', 3000],
    // As much as the reference bears on two cores, which two instances, Redis and the load do not fit on beside it.
    ['heavy', 7000],
  ] as const) {
    const subjects = load === 'heavy' ? [ONE, BARE] : Object.keys(conversations)
    const values = await interleave(subjects, smoke ? 1 : 4, async (subject) => {
      const latencies = await converse(conversations[subject] as Conversation, rate, smoke ? 20 : rate)
      return {
        'half within': percentile(latencies, 0.5),
        '99 % within': percentile(latencies, 0.99),
        '99.9 % within': percentile(latencies, 0.999),
      }
    })
    for (const [name, rounds] of Object.entries(values)) {
      const targets = name.startsWith('99.9') || load === 'middling' ? {} : { [BARE]: '≤ 1' }
      const title = `Sent to delivered, ${load} load (${rate} a second): ${name}`
      yield { name: title, unit: 'ms', ours: ONE, targets, rounds }
    }
  }
  for (const { close } of Object.values(conversations)) close()
  for (const stop of stops) await stop()
}

async function joinParley(port: number, listeningPort: number): Promise<Conversation> {
  const open = (at: number, firstUser: number) =>
    openMany(CHANNELS, (index) => ({ port: at, auth: { token: tokenOf(firstUser + index) } }))
  const senders = await open(port, FIRST_ID)
  const listeners = await open(listeningPort, FIRST_ID + CHANNELS)
  await Promise.all(listeners.map((wire, index) => wire.request('join-channel', { channelId: channelIds[index] })))
  return {
    listeners,
    close: () => closeAll([...senders, ...listeners]),
    say: (channel, nonce) =>
      void senders[channel]?.request('send-message', { channelId: channelIds[channel], content, nonce }),
  }
}

async function joinReference(port: number): Promise<Conversation> {
  const senders = await openMany(CHANNELS, () => ({ port }))
  const listeners = await openMany(CHANNELS, () => ({ port }))
  await Promise.all(
    listeners.map(async (wire, index) => {
      const joined = new Promise<void>((resolve) => {
        wire.onMessage = () => resolve()
      })
      wire.send(JSON.stringify({ join: channelIds[index] }))
      await joined
    }),
  )
  return {
    listeners,
    close: () => closeAll([...senders, ...listeners]),
    say: (channel, nonce) => senders[channel]?.send(JSON.stringify({ channelId: channelIds[channel], content, nonce })),
  }
}

function closeAll(wires: Wire[]): void {
  for (const wire of wires) wire.close()
}

/** Says so many messages a second, whether or not those before have arrived. @returns what each took, in ascending order */
async function converse({ say, listeners }: Conversation, rate: number, count: number): Promise<Float64Array> {
  const sent = new Map<string, number>()
  const latencies: number[] = []
  const all = new Promise<void>((resolve) => {
    const hear = (text: string) => {
      const start = sent.get(/"nonce":"([^"]*)/.exec(text)?.[1] ?? '')
      if (start !== undefined && latencies.push(performance.now() - start) === count) resolve()
    }
    for (const wire of listeners) wire.onMessage = hear
  })
  const start = performance.now()
  while (sent.size < count) {
    const due = Math.min(count, Math.ceil(((performance.now() - start) / 1000) * rate))
    while (sent.size < due) {
      const nonce = randomUUID()
      const channel = sent.size % CHANNELS
      sent.set(nonce, performance.now())
      say(channel, nonce)
    }
    await sleep(1)
  }
  await all
  return Float64Array.from(latencies).sort()
}
