import { once } from 'node:events'
import { request } from 'node:http'
import type { Socket } from 'node:net'

const FIN = 0x80
const MASKED = 0x80
const CLOSE = 0x8

/** A WebSocket connection to the app's Socket.IO that sends exactly the frames it is told to. */
export class Wire {
  readonly #socket: Socket
  #received = Buffer.alloc(0)
  readonly #messages: string[] = []
  #wakeUp = Promise.withResolvers<void>()
  isClosed = false

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.isClosed = true
      this.#wakeUp.resolve()
    })
  }

  /** Sends text as one message, in fragments of so many bytes. */
  send(text: string, fragmentSize = Number.POSITIVE_INFINITY): void {
    const bytes = Buffer.from(text)
    const size = Math.min(fragmentSize, bytes.length)
    for (let start = 0; start < bytes.length; start += size) {
      const isLast = start + size >= bytes.length
      this.frame((isLast ? FIN : 0) | (start === 0 ? 1 : 0), bytes.subarray(start, start + size))
    }
  }

  /** Sends one frame. @param head its first byte: FIN, reserved bits and opcode */
  frame(head: number, payload: Uint8Array): void {
    const length = payload.length
    const extended = Buffer.alloc(length < 126 ? 0 : length < 65_536 ? 2 : 8)
    if (extended.length === 2) extended.writeUInt16BE(length)
    if (extended.length === 8) extended.writeBigUInt64BE(BigInt(length))
    const size = length < 126 ? length : extended.length === 2 ? 126 : 127
    // A mask of zeroes leaves the payload as it is.
    this.#socket.write(Buffer.concat([Buffer.from([head, MASKED | size]), extended, Buffer.alloc(4), payload]))
  }

  /** Resolves with the first message that begins so, or with undefined when the app closes the connection instead. */
  async receive(beginning: string): Promise<string | undefined> {
    for (;;) {
      const found = this.#messages.find((message) => message.startsWith(beginning))
      if (found !== undefined || this.isClosed) return found
      await this.#wakeUp.promise
    }
  }

  /** Resolves when the app has closed the connection. */
  async closed(): Promise<void> {
    while (!this.isClosed) await this.#wakeUp.promise
  }

  close(): void {
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk])
    for (;;) {
      const [first = 0, second = 0] = this.#received
      const extended = second < 126 ? 0 : second === 126 ? 2 : 8
      if (this.#received.length < 2 + extended) break
      const length =
        extended === 0
          ? second
          : extended === 2
            ? this.#received.readUInt16BE(2)
            : Number(this.#received.readBigUInt64BE(2))
      const end = 2 + extended + length
      if (this.#received.length < end) break
      if ((first & 0xf) === CLOSE) {
        // The app waits for its goodbye to be returned.
        this.isClosed = true
        this.frame(FIN | CLOSE, Buffer.alloc(0))
      }
      this.#messages.push(this.#received.subarray(2 + extended, end).toString())
      this.#received = this.#received.subarray(end)
    }
    this.#wakeUp.resolve()
    this.#wakeUp = Promise.withResolvers()
  }
}

/** Opens a WebSocket to the app's Socket.IO, as far as engine.io's handshake. */
export async function openWire(baseUrl: string): Promise<Wire> {
  const outgoing = request(`${baseUrl}/socket.io/?EIO=4&transport=websocket`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    },
  })
  outgoing.end()
  const [, socket, head] = (await once(outgoing, 'upgrade')) as [unknown, Socket, Buffer]
  const wire = new Wire(socket)
  if (head.length > 0) socket.unshift(head)
  await wire.receive('0{')
  return wire
}
