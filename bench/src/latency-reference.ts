import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { connectDB, pool } from '../../apps/server/src/config/database.ts'
import { FIRST_ID } from './world.ts'

// What latency.ts holds the app against: a chat of forty lines. It stores each message by an INSERT of its own and passes
// it on then, and does nothing else: no sign-in, no rights, no numbers, no limits, no second instance.

interface Said {
  /** Whose messages the connection wants to hear. */
  join?: string
  channelId: string
  content: string
  nonce: string
}

const [url = ''] = process.argv.slice(2)
await connectDB(url)
const rooms = new Map<string, Set<WebSocket>>()
let id = BigInt(process.pid) << 40n

async function handle(socket: WebSocket, { join, ...message }: Said): Promise<void> {
  if (join) {
    const room = rooms.get(join) ?? new Set()
    rooms.set(join, room.add(socket))
    socket.send('joined')
    return
  }
  const { channelId, content, nonce } = message
  await pool.query({
    name: 'insert-one',
    text: `INSERT INTO messages (channel_id, id, seq, author_id, content, nonce, created_at)
      VALUES ($1, $2, $2, $3, $4, $5, now())`,
    values: [channelId, ++id, FIRST_ID, content, nonce],
  })
  const text = JSON.stringify(message)
  for (const member of rooms.get(channelId) ?? []) member.send(text)
}

const server = createServer()
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('message', (data) => void handle(socket, JSON.parse(String(data))))
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
