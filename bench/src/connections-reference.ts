import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { ROOMS } from './connections.ts'

// What connections.ts holds the app against: servers whose connections do nothing at all.

const [kind] = process.argv.slice(2)
const httpServer = createServer()
if (kind === 'bare ws') new WebSocketServer({ server: httpServer, perMessageDeflate: false })
else {
  const rooms = Array.from({ length: ROOMS }, (_, room) => `room:${room}`)
  new Server(httpServer, { perMessageDeflate: false }).on('connection', (socket) => void socket.join(rooms))
}
process.on('disconnect', () => process.exit())
httpServer.listen(0, '127.0.0.1', () => process.send?.({ port: (httpServer.address() as AddressInfo).port }))
