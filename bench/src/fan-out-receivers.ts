import { once } from 'node:events'
import { connect, type Socket as Stream } from 'node:net'

// The hearing side of fan-out.ts: connections that only count bytes, so that they keep up with whatever is sent.

const [kind, port, connections] = process.argv.slice(2)
const isSocketIo = kind === 'Parley' || kind === 'Socket.IO'
const path = isSocketIo ? '/socket.io/?EIO=4&transport=websocket' : '/'
/** Bytes of the message's frame: two and two of head, and for Socket.IO `42["message-created","…"]`. */
const frameBytes = 4 + 374 + (isSocketIo ? 24 : 0)
/** "40", masked with zeros: the packet by which a Socket.IO client joins. */
const joining = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30])

let bytes = 0
let expected = Number.POSITIVE_INFINITY

function count(chunk: Buffer): void {
  bytes += chunk.length
  if (bytes < expected) return
  expected = Number.POSITIVE_INFINITY
  process.send?.('heard')
}

async function open(index: number): Promise<void> {
  // An address has a limited number of ports.
  const localAddress = `127.0.0.${1 + (index % 8)}`
  const stream: Stream = connect({ host: '127.0.0.1', port: Number(port), localAddress })
  stream.write(
    `GET ${path} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await once(stream, 'data')
  if (isSocketIo) {
    stream.write(joining)
    let heard = ''
    while (!heard.includes('40{')) heard += String(await once(stream, 'data'))
  }
  stream.on('data', count)
}

process.on('message', (order: { expected: number }) => {
  bytes = 0
  expected = order.expected * frameBytes
})
process.on('disconnect', () => process.exit())
for (let index = 0; index < Number(connections); index++) await open(index)
process.send?.('connected')
