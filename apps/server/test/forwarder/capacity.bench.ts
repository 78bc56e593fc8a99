import { setTimeout as wait } from 'node:timers/promises'
import { RtpHeader, RtpPacket } from 'werift'
import { WorkerForwarder } from '../../src/forwarder/worker-forwarder.ts'
import { forwarderCores } from '../../src/lib/metrics.ts'
import { UnitClient } from '../support/unit-client.ts'

// `npm run bench -w @parley/server`: what one forwarding unit bears. In a call that grows everybody has a camera, three
// talk, and everybody sees one of the others large and eight small. The other side of it costs next to nothing: made-up
// packets are sent, and those that come are only counted.

const SIZES = [6, 10, 15, 20, 25, 30, 40, 50]
const SECONDS = 8
const CONNECT_TIMEOUT = 10_000

const CALL = 'call'
/** Packets a second, and the bytes of each: speech, a camera of 1.2 Mbit/s, a thumbnail of 120 kbit/s. */
const rates = {
  microphone: { packets: 50, bytes: 120 },
  camera: { packets: 125, bytes: 1_200 },
  thumbnail: { packets: 15, bytes: 1_000 },
} as const
const SPEAKERS = 3
const SMALL = 8

/** Nobody has the number 0. */
const idOf = (index: number) => String(index + 1)

const answers = new Map<string, (sdp: string) => void>()
const forwarder = new WorkerForwarder(
  { ports: [22_000, 22_999], announcedAddress: undefined, capacity: Number.POSITIVE_INFINITY },
  { onAnswer: (_, id, sdp) => answers.get(id)?.(sdp), onConnected: () => undefined, onLost: () => undefined },
)
const people: UnitClient[] = []
let received = 0

/** Connects one more, again where that takes too long, as browsers do. */
async function join(): Promise<void> {
  const client = new UnitClient()
  const id = idOf(people.length)
  const answer = new Promise<string>((resolve) => answers.set(id, resolve))
  forwarder.receive(CALL, id, { name: 'offer', sdp: await client.offer() })
  const isConnected = await Promise.race([
    answer.then((sdp) => client.connect(sdp)).then(() => true),
    wait(CONNECT_TIMEOUT).then(() => false),
  ])
  if (!isConnected) {
    console.log(`Connecting somebody beside ${people.length} took too long`)
    client.close()
    return join()
  }
  client.tell({ type: 'sends', slots: ['microphone', 'camera'] })
  people.push(client)
}

/** Everybody sees the first large, who sees the second, and those who joined next after themselves small. */
function showAll(): void {
  for (const [index, client] of people.entries()) {
    const large = index === 0 ? 1 : 0
    const others = people.map((_, offset) => (index + 1 + offset) % people.length)
    const small = others.filter((other) => other !== index && other !== large).slice(0, SMALL)
    const picture = (participant: number, size: 'large' | 'small') =>
      ({ participantId: idOf(participant), slot: 'camera', size }) as const
    client.tell({
      type: 'shows',
      pictures: [picture(large, 'large'), ...small.map((other) => picture(other, 'small'))],
    })
  }
}

/** Sends at a steady rate, also when a timer is late. */
function stream(client: UnitClient, slot: keyof typeof rates): void {
  const { packets, bytes } = rates[slot]
  // The head of a VP8 picture that does not lean on those before it (RFC 7741).
  const payload = Buffer.concat([Buffer.of(0x10, 0x00), Buffer.alloc(bytes - 2)])
  const begin = performance.now()
  let count = 0
  setInterval(() => {
    for (; count < ((performance.now() - begin) / 1_000) * packets; count++) {
      const header = new RtpHeader({ sequenceNumber: count & 0xffff, timestamp: count * 960, marker: true })
      client.send(slot, new RtpPacket(header, payload))
    }
  }, 10)
}

async function measure(): Promise<void> {
  received = 0
  let cores = 0
  for (let second = 0; second < SECONDS; second++) {
    await wait(1_000)
    const [figure] = (await forwarderCores.get()).values
    cores += (figure?.value ?? 0) / SECONDS
  }
  const rate = received / SECONDS
  const shown = Math.min(SMALL, people.length - 2)
  const perPerson = rates.camera.packets + shown * rates.thumbnail.packets
  const speech = SPEAKERS * (people.length - 1) * rates.microphone.packets
  const expected = people.length * perPerson + speech
  console.log(
    [
      `${people.length} people:`.padEnd(11),
      `${rate.toFixed(0)} packets a second`,
      `(${((100 * rate) / expected).toFixed(0)} % of what was sent),`,
      `${cores.toFixed(2)} cores,`,
      `${((cores * 1_000) / rate).toFixed(3)} ms each`,
    ].join(' '),
  )
}

for (const size of SIZES) {
  while (people.length < size) {
    const index = people.length
    await join()
    const client = people[index]
    if (!client) break
    client.count(() => received++)
    stream(client, 'thumbnail')
    if (index < SPEAKERS) stream(client, 'microphone')
    if (index < 2) stream(client, 'camera')
  }
  showAll()
  await wait(3_000)
  await measure()
}
process.exit()
