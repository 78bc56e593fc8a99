import { createServer } from 'node:http'
import type { AddressInfo, Socket as Stream } from 'node:net'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { LocalAdapter } from '../../apps/server/src/config/socket-adapter.ts'
import { textFrame } from '../../apps/server/src/realtime/delivery.ts'

// The serving side of fan-out.ts, which broadcasts when it is told to, and says what CPU time that took.

/** How many messages to say: so many at a time, to so many rooms in turn. */
export interface Order {
  broadcasts: number
  burst: number
  rooms: number
}

const ROOMS = 8
const [kind = ''] = process.argv.slice(2)
const httpServer = createServer()
// What a message of 400 bytes is on the wire: the rest is the event's name and the frame's head.
const text = 'x'.repeat(374)

/** @returns what says the text to a room */
function open(): (room: number) => void {
  if (kind === 'bare ws') {
    const { clients } = new WebSocketServer({ server: httpServer, perMessageDeflate: false })
    return () => {
      for (const client of clients) client.send(text)
    }
  }
  if (kind === 'write()') {
    const streams = new Set<Stream>()
    const server = new WebSocketServer({ server: httpServer, perMessageDeflate: false })
    server.on('connection', (_, { socket }) => streams.add(socket))
    return () => {
      const frame = textFrame(text)
      for (const stream of streams) stream.write(frame)
    }
  }
  // Receivers do not answer pings: none is due within a run.
  const io = new Server(httpServer, {
    perMessageDeflate: false,
    pingInterval: 3_600_000,
    ...(kind === 'Parley' && { adapter: LocalAdapter }),
  })
  const rooms = Array.from({ length: ROOMS }, (_, room) => `room:${room}`)
  io.on('connection', (socket) => void socket.join(rooms))
  return (room) => io.to(`room:${room}`).emit('message-created', text)
}

const say = open()
let start = process.cpuUsage()

process.on('message', (order: Order | 'report') => {
  if (order === 'report') {
    const { user, system } = process.cpuUsage(start)
    process.send?.({ cpu: user + system })
    return
  }
  let said = 0
  start = process.cpuUsage()
  const next = () => {
    for (let i = 0; i < order.burst; i++) say((said + i) % order.rooms)
    said += order.burst
    // A message is on its way before the next.
    if (said < order.broadcasts) setTimeout(next, 1)
  }
  next()
})
process.on('disconnect', () => process.exit())
httpServer.listen(0, '127.0.0.1', () => process.send?.({ port: (httpServer.address() as AddressInfo).port }))
