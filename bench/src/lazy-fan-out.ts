import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuOf } from './cost.ts'
import type { Database } from './database.ts'
import { type Figure, interleave } from './figure.ts'
import { keepUnderWay, times } from './load.ts'
import { startParley, tokenOf } from './parley.ts'
import type { Settings } from './settings.ts'
import { openMany } from './wire.ts'
import { FIRST_ID, populate } from './world.ts'

const NAIVE = 'everything to everybody'
const VIEWERS = 50
/** Messages a second in a busy channel. */
const RATE = 60
/** Connections of one user, of whom there are fewer than connections. */
const DEVICES = 100
/** Seconds that a busy channel is busy for: longer than activity is gathered for in a server of so many. */
const BUSY_FOR = 12
/** Milliseconds without an event after which nothing more comes. */
const QUIET = 800
const content = 'x'.repeat(200)

/**
 * What messages cost in a server of ten thousand connections of which fifty have the channel open, against a channel that
 * all have open: which is what it would be if everybody were sent everything, by the same delivery, message by message.
 * Each round has a server of its own, in which all has been quiet.
 */
export async function* measureLazyFanOut({ smoke }: Settings, database: Database): AsyncGenerator<Figure> {
  const members = smoke ? 200 : 10_000
  const url = await database.create('lazy')
  const rounds = { lone: smoke ? 1 : 3, busy: 1 }
  // And one for what comes before the first of several rounds.
  const servers = rounds.lone + rounds.busy + 1
  await populate(url, { users: members / DEVICES, servers: servers + 1, channelsPerServer: 1 })
  const app = await startParley({ DATABASE_URL: url, PARLEY_DATA_DIR: database.dataDir })
  const channelIds = Array.from({ length: servers }, (_, index) => String(FIRST_ID + index))
  const naiveId = String(FIRST_ID + servers)
  const wires = await openMany(members, (index) => ({
    port: app.port,
    auth: { token: tokenOf(FIRST_ID + (index % (members / DEVICES))) },
  }))
  const [sender] = wires
  await keepUnderWay(64, times(members), async (index) => {
    const wire = wires[index]
    await wire?.request('join-servers', {})
    await wire?.request('join-channel', { channelId: naiveId })
    if (index < VIEWERS) for (const channelId of channelIds) await wire?.request('join-channel', { channelId })
  })
  let events = 0
  let last = 0
  for (const wire of wires) {
    wire.onMessage = () => {
      events++
      last = performance.now()
    }
  }
  const bytesHeard = () => wires.reduce((sum, wire) => sum + wire.bytes, 0)

  for (const rate of [1, RATE]) {
    const count = rate === 1 ? rounds.lone : rounds.busy
    const values = await interleave(['Parley', NAIVE], count, async (subject) => {
      // Whatever everybody is sent costs the same each time.
      const messages = smoke || rate === 1 ? 1 : subject === NAIVE ? 10 : BUSY_FOR * RATE
      const channelId = subject === NAIVE ? naiveId : channelIds.pop()
      const before = { events, bytes: bytesHeard(), cpu: await cpuOf(app.pid) }
      const start = performance.now()
      last = start
      for (let index = 0; index < messages; index++) {
        // Our delivery would put several into one write to whoever is still owed the last, which is no naive thing to do.
        const heard = () => events >= before.events + index * members || performance.now() - last > QUIET
        while (subject === NAIVE && !heard()) await sleep(1)
        await sleep(Math.max(0, start + index * (1000 / rate) - performance.now()))
        void sender?.request('send-message', { channelId, content, nonce: randomUUID() })
      }
      last = performance.now()
      while (performance.now() - last < QUIET) await sleep(50)
      return {
        events: (events - before.events) / messages,
        bytes: (bytesHeard() - before.bytes) / messages,
        'µs of CPU': ((await cpuOf(app.pid)) - before.cpu) / messages,
      }
    })
    const name = `${members.toLocaleString('en')} members, ${VIEWERS} looking, ${rate === 1 ? 'a lone message' : `${rate} messages a second`}`
    for (const [unit, rounds] of Object.entries(values)) {
      yield {
        name,
        unit: `${unit} a message`,
        ours: 'Parley',
        targets: rate === 1 ? {} : { [NAIVE]: '≤ 0.05' },
        rounds,
      }
    }
  }
  for (const wire of wires) wire.close()
  await app.stop()
}
