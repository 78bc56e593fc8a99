import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket as ServerSocket } from 'socket.io'
import { Adapter, type BroadcastOptions } from 'socket.io-adapter'
import { io as connect, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LocalAdapter } from '../../src/config/socket-adapter.ts'
import { Delivery, type Packet, textFrame } from '../../src/realtime/delivery.ts'

/** As where there are thousands of connections, of which each turn of the event loop writes to some. */
class CrowdedAdapter extends Adapter {
  readonly #delivery = new Delivery(this, 1)

  override broadcast(packet: Packet, options: BroadcastOptions): void {
    this.#delivery.deliver(packet, options)
  }

  override close(): void {
    this.#delivery.flush()
  }
}

// Ours, and Socket.IO's own, whose behaviour it must keep.
describe.each([
  ['delivery', LocalAdapter],
  ['delivery to a crowd', CrowdedAdapter],
  ['stock delivery', Adapter],
])('%s', (_, adapter) => {
  let httpServer: HttpServer
  let io: Server
  const clients: Socket[] = []

  beforeEach(async () => {
    httpServer = createServer().listen(0, '127.0.0.1')
    await once(httpServer, 'listening')
    io = new Server(httpServer, { adapter, perMessageDeflate: false })
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) client.disconnect()
    await io.close()
  })

  /** A connection in the given rooms: what it hears, and the server's end of it. */
  async function join(rooms: string[], transports: ('polling' | 'websocket')[] = ['websocket']) {
    const { port } = httpServer.address() as AddressInfo
    const arrived = once(io, 'connection') as Promise<[ServerSocket]>
    const client = connect(`http://127.0.0.1:${port}`, { transports, forceNew: true, reconnection: false })
    clients.push(client)
    const heard: unknown[] = []
    client.onAny((_, payload) => heard.push(payload))
    const [socket] = await arrived
    await socket.join(rooms)
    return { client, socket, heard, hears: (payloads: unknown[]) => expect.poll(() => heard).toEqual(payloads) }
  }

  test('reaches each connection of any of the rooms once, and none of those left out', async () => {
    const both = await join(['harbour', 'garden'])
    const one = await join(['garden'])
    const leftOut = await join(['harbour', 'attic'])
    io.to(['harbour', 'garden']).except('attic').emit('said', 1)
    io.to('harbour').emit('said', 2)
    io.to('nowhere').emit('said', 3)
    io.emit('said', 4)
    io.except('attic').emit('said', 5)
    one.socket.to('garden').emit('said', 6)
    io.local.to(leftOut.socket.id).emit('said', 7)
    await both.hears([1, 2, 4, 5, 6])
    await one.hears([1, 4, 5])
    await leftOut.hears([2, 4, 7])
  })

  test('follows who joins and who leaves from one message to the next', async () => {
    const ana = await join(['harbour'])
    io.to('harbour').emit('said', 1)
    void ana.socket.leave('harbour')
    io.to('harbour').emit('said', 2)
    void ana.socket.join(['harbour', 'garden'])
    io.to('harbour').emit('said', 3)
    io.in('harbour').socketsLeave('garden')
    io.to('garden').emit('said', 4)
    io.emit('said', 5)
    await ana.hears([1, 3, 5])
  })

  test('loses volatile messages only where something waits already, and never brings them out of order', async () => {
    const ana = await join(['harbour'])
    const ben = await join(['harbour'], ['polling'])
    const untilReady = () => expect.poll(() => ben.socket.conn.transport.writable).toBe(true)
    await untilReady()
    io.to('harbour').volatile.emit('said', 1)
    await ana.hears([1])
    await ben.hears([1])
    await untilReady()
    io.to('harbour').emit('said', 2)
    io.to('harbour').volatile.emit('said', 2.5)
    io.to('harbour').emit('said', 3)
    await ben.hears([1, 2, 3])
    await expect.poll(() => ana.heard.filter((said) => said !== 2.5)).toEqual([1, 2, 3])
    expect(ana.heard).toEqual(ana.heard.toSorted())
  })

  test('keeps the order of what is said to rooms, to one alone, and in answers, within a turn and between turns', async () => {
    const ana = await join(['harbour', 'garden'])
    const ben = await join(['garden', 'harbour'], ['polling'])
    const answers: unknown[] = []
    ana.socket.on('ask', (number: number, answer: (number: number) => void) => {
      io.to('harbour').emit('said', number)
      io.to('garden').emit('said', number + 0.25)
      answer(number + 0.5)
      ana.socket.emit('said', number + 0.75)
      ben.socket.emit('said', number + 0.75)
    })
    for (let number = 0; number < 100; number++) {
      ana.client.emit('ask', number, (answer: number) => {
        answers.push(answer)
        ana.heard.push(answer)
      })
    }
    const numbers = Array.from({ length: 100 }, (_, number) => number)
    await ana.hears(numbers.flatMap((number) => [number, number + 0.25, number + 0.5, number + 0.75]))
    await ben.hears(numbers.flatMap((number) => [number, number + 0.25, number + 0.75]))
    expect(answers).toHaveLength(100)
  })

  test('tells everybody everything in order while turns of the event loop go by', async () => {
    const crowd = []
    for (let index = 0; index < 5; index++) crowd.push(await join(['harbour', `berth ${index % 2}`]))
    for (let number = 0; number < 20; number++) {
      io.to('harbour').emit('said', number)
      io.to('berth 1').emit('said', number + 0.5)
      if (number % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
      crowd[2]?.socket.emit('said', number + 0.75)
    }
    for (const [index, { hears }] of crowd.entries()) {
      const after = [...(index % 2 === 1 ? [0.5] : []), ...(index === 2 ? [0.75] : [])]
      await hears(Array.from({ length: 20 }, (_, number) => [0, ...after].map((part) => number + part)).flat())
    }
  })

  test('loses nothing while a connection goes over from polling to WebSocket', async () => {
    const ana = await join(['harbour'], ['polling', 'websocket'])
    let said = 0
    let isUpgraded = false
    ana.client.io.engine.once('upgrade', () => {
      isUpgraded = true
    })
    while (!isUpgraded) {
      io.to('harbour').emit('said', said++)
      await new Promise((resolve) => setImmediate(resolve))
    }
    for (let last = 0; last < 50; last++) io.to('harbour').emit('said', said++)
    await ana.hears(Array.from({ length: said }, (_, number) => number))
  })

  test('says farewell before it closes a connection, and before the server stops', async () => {
    const ana = await join(['harbour'])
    const ben = await join(['garden'])
    io.to('harbour').emit('said', 'bye')
    io.in('harbour').disconnectSockets(true)
    await ana.hears(['bye'])
    io.to('garden').emit('said', 'bye')
    await io.close()
    await ben.hears(['bye'])
  })

  test('carries binary parts and asks for answers as Socket.IO does', async () => {
    const ana = await join(['harbour'])
    ana.client.on('ask', (answer) => answer('yes'))
    io.to('harbour').emit('said', Buffer.from([1, 2]))
    await expect.poll(() => ana.heard).toHaveLength(1)
    expect(await io.to('harbour').timeout(5000).emitWithAck('ask')).toEqual(['yes'])
    expect(await io.to('nowhere').timeout(5000).emitWithAck('ask')).toEqual([])
  })

  test.each([0, 125, 126, 65_535, 65_536, 200_000])('frames %i bytes so that a browser reads them', async (length) => {
    const text = 'é'.repeat(Math.floor(length / 2)) + 'x'.repeat(length % 2)
    const ana = await join(['harbour'])
    io.to('harbour').emit('said', text)
    await ana.hears([text])
    const frame = textFrame(text)
    expect(frame.subarray(frame.length - length).toString()).toBe(text)
  })
})
