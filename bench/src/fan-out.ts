import type { ChildProcess } from 'node:child_process'
import type { Order } from './fan-out-server.ts'
import { type Figure, interleave } from './figure.ts'
import { forkPinned, nextMessage } from './pinned.ts'

const kinds = ['Parley', 'Socket.IO', 'bare ws', 'write()'] as const
const ROUNDS = 7
/** Deliveries in a round, whatever the room's size. */
const DELIVERIES = 40_000

interface Case {
  name: string
  connections: number
  burst: number
  rooms: number
}
const cases: Case[] = [
  ...[100, 1000, 5000].map((connections) => ({ name: 'one message', connections, burst: 1, rooms: 1 })),
  { name: 'four messages in a turn', connections: 1000, burst: 4, rooms: 1 },
  { name: 'eight rooms with the same members', connections: 1000, burst: 8, rooms: 8 },
]

interface Served {
  server: ChildProcess
  receivers: ChildProcess
}

/** CPU time of the serving process for each delivery of a message of 400 bytes. */
export async function* measureFanOut(): AsyncGenerator<Figure> {
  for (const { name, connections, burst, rooms } of cases) {
    const served = new Map<string, Served>()
    for (const kind of kinds) served.set(kind, await serve(kind, connections))
    const order: Order = { broadcasts: Math.max(burst * 5, Math.round(DELIVERIES / connections)), burst, rooms }
    const values = await interleave(kinds, ROUNDS, async (kind) => {
      const { server, receivers } = served.get(kind) as Served
      const expected = order.broadcasts * connections
      receivers.send({ expected })
      server.send(order)
      await nextMessage(receivers)
      server.send('report')
      const { cpu } = await nextMessage<{ cpu: number }>(server)
      return cpu / expected
    })
    for (const { server, receivers } of served.values()) for (const child of [receivers, server]) child.kill()
    yield {
      name: `Fan-out: ${name}, ${connections} connections`,
      unit: 'µs of CPU a delivery',
      ours: 'Parley',
      rounds: values,
    }
  }
}

async function serve(kind: string, connections: number): Promise<Served> {
  const server = forkPinned('fan-out-server.ts', 0, [kind])
  const { port } = await nextMessage<{ port: number }>(server)
  const receivers = forkPinned('fan-out-receivers.ts', 1, [kind, String(port), String(connections)])
  await nextMessage(receivers)
  return { server, receivers }
}
