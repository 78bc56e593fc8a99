import { setTimeout as delay } from 'node:timers/promises'
import type { Realtime } from '@parley/client/realtime'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { Crowd } from './support/crowd.ts'
import { readMetric } from './support/metrics.ts'

const DROPPED = 'parley_slow_consumers_dropped_total'
const MEMORY = 'process_resident_memory_bytes'

let app: TestApp

beforeEach(async () => {
  app = await startApp({ RATE_LIMIT_SCALE: '0' })
})
afterEach(() => app.stop())

/** The TCP connection beneath a live connection. */
function tcpSocket({ socket }: Realtime): { pause(): void; resume(): void } {
  const engine = socket.io.engine as unknown as { transport: { ws: { _socket: { pause(): void; resume(): void } } } }
  return engine.transport.ws._socket
}

test('who stops reading is dropped and heals, and nobody else notices', async () => {
  const crowd = await Crowd.gather(app.url, { people: 10, channels: 1 })
  const [channelId] = crowd.channelIds
  const [sender] = crowd.clients
  if (!channelId || !sender) throw new Error('A crowd has a channel and people')
  const readers = crowd.clients.slice(1, 6)
  const culprits = crowd.clients.slice(6)
  const disconnects: string[] = []
  for (const reader of readers) reader.realtime.socket.on('disconnect', (reason) => disconnects.push(reason))
  const before = await readMetric(app.url, MEMORY)
  for (const culprit of culprits) tcpSocket(culprit.realtime).pause()

  // The kernel takes several megabytes for each before anything is left unsent.
  const content = '\u{1F980}'.repeat(4000)
  let highest = before
  let sent = 0
  const start = performance.now()
  for (
    ;
    (await readMetric(app.url, DROPPED)) < culprits.length;
    highest = Math.max(highest, await readMetric(app.url, MEMORY))
  ) {
    await Promise.all(Array.from({ length: 20 }, () => sender.send(channelId, content)))
    sent += 20
  }
  console.log(
    `dropped after ${sent} messages of 16 kB and ${((performance.now() - start) / 1000).toFixed(1)} s; ` +
      `memory grew by ${((highest - before) / 2 ** 20).toFixed(0)} MB`,
  )
  // What the readers have is there although nobody waited for the others.
  for (const reader of readers) expect(await reader.history(channelId, sent)).toHaveLength(sent)
  expect(disconnects).toEqual([])
  expect(await readMetric(app.url, DROPPED)).toBe(culprits.length)
  expect(highest - before).toBeLessThan(200 * 2 ** 20)

  for (const culprit of culprits) tcpSocket(culprit.realtime).resume()
  const pool = new pg.Pool({ connectionString: app.database.url, max: 1 })
  expect(await crowd.expectAgreement(pool)).toBe(sent)
  await pool.end()
  crowd.disperse()
})

test('a poller that does not fetch what it is sent is dropped as well', async () => {
  const crowd = await Crowd.gather(app.url, { people: 2, channels: 1 })
  const [channelId] = crowd.channelIds
  const [sender, other] = crowd.clients
  if (!channelId || !sender || !other) throw new Error('A crowd has a channel and people')
  const poller = await RawPoller.connect(app.url, other.person.jar.header)
  await poller.send(`420${JSON.stringify(['join-channel', { channelId }])}`)
  const content = '\u{1F980}'.repeat(4000)
  while ((await readMetric(app.url, DROPPED)) === 0) {
    await Promise.all(Array.from({ length: 20 }, () => sender.send(channelId, content)))
    // The watch looks four times a second.
    await delay(50)
  }
  expect((await poller.fetch()).status).toBe(400)
  crowd.disperse()
})

/** A client that speaks Engine.IO by hand, and so can be as rude as it likes. */
class RawPoller {
  readonly #url: string
  readonly #headers: Record<string, string>

  private constructor(url: string, headers: Record<string, string>) {
    this.#url = url
    this.#headers = headers
  }

  /** Connects to the app and to Socket.IO's main namespace. */
  static async connect(origin: string, cookie: string): Promise<RawPoller> {
    const url = `${origin}/socket.io/?EIO=4&transport=polling`
    const headers = { cookie, origin }
    const opened = await (await fetch(url, { headers })).text()
    const poller = new RawPoller(`${url}&sid=${JSON.parse(opened.slice(1)).sid}`, headers)
    await poller.send('40')
    await (await poller.fetch()).text()
    return poller
  }

  fetch(): Promise<Response> {
    return fetch(this.#url, { headers: this.#headers })
  }

  async send(packet: string): Promise<void> {
    await fetch(this.#url, { method: 'POST', headers: this.#headers, body: packet })
  }
}

test('pollers and clients in the middle of their upgrade hear everything once and in order', async () => {
  const crowd = await Crowd.gather(app.url, { people: 4, channels: 1, pause: 10 })
  const [channelId] = crowd.channelIds
  if (!channelId) throw new Error('A crowd has a channel')
  crowd.talk()
  const transports = [['polling'], ['polling', 'websocket'], ['websocket']]
  for (let round = 0; round < 4; round++) {
    const listeners = await Promise.all(
      transports.map(async (names) => {
        const live = await crowd.clients[round]?.person.connect({ socket: { transports: names } })
        if (!live) throw new Error('There are as many people as rounds')
        const seqs: number[] = []
        live.socket.on('message-created', ({ seq }) => seqs.push(seq))
        const { lastSeq } = await live.request('join-channel', { channelId })
        return { live, seqs, lastSeq }
      }),
    )
    await crowd.heard(200)
    for (const { live, seqs, lastSeq } of listeners) {
      const { lastSeq: now } = await live.request('join-channel', { channelId })
      live.close()
      const first = seqs[0] ?? 0
      expect(first).toBeLessThanOrEqual(lastSeq + 1)
      expect(seqs).toEqual(seqs.map((_, index) => first + index))
      // The reply may overtake what was committed while it was under way, by no more than that.
      expect(seqs.at(-1)).toBeGreaterThanOrEqual(now - 20)
      expect(seqs.length).toBeGreaterThan(150)
    }
  }
  await crowd.fallSilent()
  crowd.disperse()
})
