import type { ChildProcess } from 'node:child_process'
import type { Order } from './fan-out-server.ts'
import { type Figure, interleave } from './figure.ts'
import { forkPinned, nextMessage } from './pinned.ts'
import type { Settings } from './settings.ts'
import { openMany, type Wire } from './wire.ts'

const kinds = ['Parley', 'Socket.IO', 'bare ws', 'write()'] as const
type Kind = (typeof kinds)[number]
/** Deliveries in a round, whatever the room's size. */
const DELIVERIES = 20_000

interface Case {
  name: string
  connections: number
  burst: number
  rooms: number
  targets: Partial<Record<Kind, string>>
}
const single = { 'Socket.IO': '≤ 0.75', 'bare ws': '≤ 1' }
const cases: Case[] = [
  ...[100, 1000, 5000].map((connections) => ({
    name: 'one message',
    connections,
    burst: 1,
    rooms: 1,
    targets: single,
  })),
  { name: 'four messages in a turn', connections: 1000, burst: 4, rooms: 1, targets: { 'Socket.IO': '≤ 0.25' } },
  {
    name: 'eight rooms with the same members',
    connections: 1000,
    burst: 8,
    rooms: 8,
    targets: { 'Socket.IO': '≤ 0.2' },
  },
]

interface Served {
  server: ChildProcess
  port: number
}

/** CPU time of the serving process for each delivery of a message of 400 bytes. */
export async function* measureFanOut({ smoke }: Settings): AsyncGenerator<Figure> {
  const servers = {} as Record<Kind, Served>
  for (const kind of kinds) servers[kind] = await serve(kind)
  for (const { name, burst, rooms, targets, ...sizes } of cases) {
    const connections = smoke ? 20 : sizes.connections
    // A process often may not have more than 20,000 files open; the floor hardly depends on the room's size.
    const compared = connections > 4_000 ? kinds.filter((kind) => kind !== 'write()') : kinds
    const wires: Partial<Record<Kind, Wire[]>> = {}
    for (const kind of compared) {
      const { port } = servers[kind]
      const isSocketIo = kind === 'Parley' || kind === 'Socket.IO'
      wires[kind] = await openMany(connections, () => ({ port, ...(isSocketIo && { auth: 'nobody' as const }) }))
    }
    const rounded = Math.round((smoke ? 200 : DELIVERIES) / connections)
    const order: Order = { broadcasts: Math.max(burst * 10, rounded), burst, rooms }
    const deliveries = order.broadcasts * connections
    const { cpu } = await interleave(compared, smoke ? 1 : 5, async (kind) => {
      const { server } = servers[kind]
      const heard = hear(wires[kind] ?? [], deliveries)
      server.send(order)
      await heard
      server.send('report')
      const report = await nextMessage<{ cpu: number }>(server)
      return { cpu: report.cpu / deliveries }
    })
    for (const wire of Object.values(wires).flat()) wire.close()
    const title = `Fan-out: ${name}, ${connections.toLocaleString('en')} connections`
    yield { name: title, unit: 'µs of CPU a delivery', ours: 'Parley', targets, rounds: cpu }
  }
  for (const { server } of Object.values(servers)) server.kill()
}

async function serve(kind: Kind): Promise<Served> {
  const server = forkPinned('fan-out-server.ts', [kind])
  const { port } = await nextMessage<{ port: number }>(server)
  return { server, port }
}

/** Resolves when so many messages have been heard, on all connections together. */
function hear(wires: Wire[], deliveries: number): Promise<void> {
  return new Promise((resolve) => {
    let left = deliveries
    for (const wire of wires) wire.onMessage = () => --left === 0 && resolve()
  })
}
