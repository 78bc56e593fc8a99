import { once } from 'node:events'
import { connect, type Socket as Stream } from 'node:net'
import { keepUnderWay, times } from './load.ts'

/** Where a connection goes, and as whom. */
export interface Address {
  port: number
  /** Without it, for a server that speaks plain WebSocket. */
  auth?: { token: string } | { cookie: string } | 'nobody'
}

let opened = 0

/** Opens so many connections, a few at a time. */
export async function openMany(count: number, addressOf: (index: number) => Address): Promise<Wire[]> {
  const wires: Wire[] = []
  await keepUnderWay(32, times(count), async (index) => {
    wires[index] = await Wire.open(addressOf(index))
  })
  return wires
}

/**
 * A WebSocket connection that costs the benchmark's own process as little as can be, so that what is measured is who
 * serves it: no masking to speak of, no events, no parsing but what the measurement needs. Speaks Socket.IO where it is
 * given somebody to be (https://socket.io/docs/v4/socket-io-protocol/).
 */
export class Wire {
  readonly #stream: Stream
  readonly #answers = new Map<number, (reply: string) => void>()
  #rest: Buffer | undefined
  #lastAnswer = 0
  /** Bytes heard so far. */
  bytes = 0
  /** Hears every message that is no answer. */
  onMessage: (text: string) => unknown = () => {}

  private constructor(stream: Stream) {
    this.#stream = stream
  }

  static async open({ port, auth }: Address): Promise<Wire> {
    // An address has a limited number of ports.
    const localAddress = `127.0.0.${2 + (opened++ % 8)}`
    const stream = connect({ host: '127.0.0.1', port, localAddress, noDelay: true })
    const cookie = typeof auth === 'object' && 'cookie' in auth ? `Cookie: ${auth.cookie}\r\n` : ''
    stream.write(
      `GET ${auth ? '/socket.io/?EIO=4&transport=websocket' : '/'} HTTP/1.1\r\nHost: bench\r\nOrigin: http://bench\r\n${cookie}` +
        'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    const head = (await once(stream, 'data')) as [Buffer]
    if (!head[0].includes('HTTP/1.1 101')) throw new Error(`Refused: ${head[0]}`)
    const wire = new Wire(stream)
    const end = head[0].indexOf('\r\n\r\n') + 4
    stream.on('data', (chunk) => wire.#read(chunk))
    if (auth) await wire.#join(auth, head[0].subarray(end))
    return wire
  }

  async #join(auth: NonNullable<Address['auth']>, head: Buffer): Promise<void> {
    const joined = new Promise<void>((resolve, reject) => {
      this.onMessage = (text) => {
        if (text.startsWith('40')) resolve()
        else if (text.startsWith('44')) reject(new Error(text))
      }
    })
    this.send(typeof auth === 'object' && 'token' in auth ? `40${JSON.stringify(auth)}` : '40')
    this.#read(head)
    await joined
    this.onMessage = () => {}
  }

  send(text: string): void {
    this.#stream.write(frame(text))
  }

  /** Sends a Socket.IO event. @returns the reply as it came, which must be a good one */
  request(name: string, payload: object): Promise<string> {
    const id = ++this.#lastAnswer
    this.send(`42${id}${JSON.stringify([name, payload])}`)
    return new Promise((resolve, reject) => {
      this.#answers.set(id, (reply) => {
        if (reply.includes('"ok":true')) resolve(reply)
        else reject(new Error(reply))
      })
    })
  }

  close(): void {
    this.#stream.destroy()
  }

  #read(chunk: Buffer): void {
    this.bytes += chunk.length
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
    let at = 0
    for (;;) {
      const [start, length] = span(bytes, at)
      if (start + length > bytes.length) break
      at = start + length
      this.#hear(bytes.toString('latin1', start, at))
    }
    this.#rest = at < bytes.length ? bytes.subarray(at) : undefined
  }

  #hear(text: string): void {
    if (text === '2') {
      this.send('3')
    } else if (text.startsWith('43')) {
      const id = Number.parseInt(text.slice(2, 12), 10)
      this.#answers.get(id)?.(text)
      this.#answers.delete(id)
    } else {
      this.onMessage(text)
    }
  }
}

/** Where the payload of the frame that begins there starts, and how long it is: endless while that is not known. */
function span(bytes: Buffer, at: number): [start: number, length: number] {
  const known = bytes.length - at
  const length = bytes[at + 1] ?? Number.POSITIVE_INFINITY
  if (length < 126) return [at + 2, length]
  if (length === 126 && known >= 4) return [at + 4, bytes.readUInt16BE(at + 2)]
  if (length === 127 && known >= 10) return [at + 10, Number(bytes.readBigUInt64BE(at + 2))]
  return [at, Number.POSITIVE_INFINITY]
}

/** A text frame as clients send it, masked with zeros: which changes nothing. */
function frame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  if (length > 65_535) throw new RangeError('The benchmark sends nothing so long')
  const start = length < 126 ? 6 : 8
  const bytes = Buffer.alloc(start + length)
  bytes[0] = 0x81
  if (length < 126) bytes[1] = 0x80 | length
  else {
    bytes[1] = 0x80 | 126
    bytes.writeUInt16BE(length, 2)
  }
  bytes.write(text, start)
  return bytes
}
