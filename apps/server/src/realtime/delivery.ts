import type { Socket as Stream } from 'node:net'
import type { Socket } from 'socket.io'
import { Adapter, type BroadcastOptions, type SocketId } from 'socket.io-adapter'

/** What is told to rooms, as Socket.IO hands it to its adapters. */
export interface Packet {
  nsp?: string
  data?: unknown
}

/** The parts of engine.io's connection that tell whether a frame may go to its stream at once. */
interface Connection {
  readonly readyState: string
  /** Packets that wait for the transport. */
  readonly writeBuffer: readonly unknown[]
  readonly transport: { readonly name: string; readonly socket?: { readonly _socket?: Stream } }
  on(event: 'packetCreate', listener: () => void): void
}

/** Some five milliseconds of writing. */
const WRITES_A_TURN = 500

/**
 * Brings what is told to rooms to this instance's connections, beneath a Socket.IO adapter: a message is encoded and
 * framed once, waits with each connection for the end of the event loop's turn, and goes out with whatever else that
 * connection is told in this turn, in one write.
 *
 * What is told to thousands goes out in several turns, lest all others wait for it; what is told to few goes first.
 *
 * Almost all of a broadcast's cost is writing to sockets: Socket.IO as it comes writes to each socket for each message,
 * through engine.io's and `ws`'s own queues, at about twice what the kernel takes. Where many messages go to the same
 * people, the number of writes is what can be saved, and the bytes that they are all owed are put together once.
 *
 * Frames go past those queues only while nothing waits in them: a connection that polls, changes its transport, or does
 * not keep up with reading is served by Socket.IO's own way, as are packets to one connection alone (acks, pings), which
 * let the frames before them out first and go in one write with them, and with one another. So every connection gets
 * everything in the order in which it was said.
 * `onAnyOutgoing` listeners hear nothing of it.
 */
export class Delivery {
  readonly #adapter: Adapter
  readonly #outboxes = new Map<SocketId, Outbox>()
  /** Those that were told something in this turn. */
  #due: Outbox[] = []
  /** Those left from turns before, in which there were too many. */
  readonly #leftOver = new Set<Outbox>()
  #batches = new Batch()
  #isScheduled = false
  readonly #writesATurn: number

  /** @param writesATurn how many connections are written to in one turn of the event loop, where more wait */
  constructor(adapter: Adapter, writesATurn = WRITES_A_TURN) {
    this.#adapter = adapter
    this.#writesATurn = writesATurn
    adapter.nsp.on('connection', ({ id }: Socket) => this.#open(id))
    // Every connection has a room of its own, which goes with it.
    adapter.on('delete-room', (room: string) => this.#outboxes.delete(room))
  }

  /** Delivers a packet to the rooms' connections on this instance. */
  deliver(packet: Packet, options: BroadcastOptions): void {
    const recipients = options.flags?.volatile || options.rooms.size === 0 ? undefined : this.#recipients(options)
    // A room without anybody of this instance is what it hears of most, where channels are many.
    if (recipients?.length === 0) return
    const frame = recipients && this.#frame(packet)
    if (!frame) {
      this.#deliverStock(packet, options)
      return
    }
    const others = new Set<SocketId>()
    for (const id of recipients) if (!this.#post(id, frame)) others.add(id)
    if (others.size > 0) this.#deliverStock(packet, { ...options, rooms: others, except: new Set() })
  }

  /** Writes all that still waits. */
  flush(): void {
    for (const outbox of [...this.#leftOver, ...this.#due]) outbox.flush()
  }

  #writeSome(): void {
    const due = this.#due
    this.#due = []
    this.#batches = new Batch()
    for (const outbox of due) {
      outbox.isDue = false
      if (due.length <= this.#writesATurn) outbox.flush()
      else this.#leftOver.add(outbox)
    }
    let left = this.#writesATurn
    for (const outbox of this.#leftOver) {
      if (left-- === 0) break
      this.#leftOver.delete(outbox)
      outbox.flush()
    }
    this.#isScheduled = this.#leftOver.size > 0
    if (this.#isScheduled) setImmediate(() => this.#writeSome())
  }

  /** @returns nothing for a packet with binary parts */
  #frame(packet: Packet): Buffer | undefined {
    const { nsp } = this.#adapter
    packet.nsp = nsp.name
    const encoded: unknown[] = nsp.server.encoder.encode(packet)
    return encoded.length === 1 && typeof encoded[0] === 'string' ? textFrame(`${MESSAGE}${encoded[0]}`) : undefined
  }

  #deliverStock(packet: Packet, options: BroadcastOptions): void {
    Adapter.prototype.broadcast.call(this.#adapter, packet, options)
  }

  /** The connections that are in any of these rooms and in none of those. */
  #recipients({ rooms, except = new Set() }: BroadcastOptions): SocketId[] {
    const included = this.#membersOf(rooms)
    const excluded = this.#membersOf(except)
    const [only = new Set()] = included
    const everybody = [...(included.length > 1 ? new Set(included.flatMap((members) => [...members])) : only)]
    if (excluded.length === 0) return everybody
    return everybody.filter((id) => !excluded.some((members) => members.has(id)))
  }

  #membersOf(rooms: Set<string>): Set<SocketId>[] {
    return [...rooms].map((room) => this.#adapter.rooms.get(room)).filter((members) => members !== undefined)
  }

  /** @returns whether the frame will be written by this */
  #post(id: SocketId, frame: Buffer): boolean {
    const outbox = this.#outboxes.get(id) ?? this.#open(id)
    if (!outbox?.isOpen) return false
    outbox.post(frame, this.#batches)
    if (!outbox.isDue) {
      // Also what is left over from turns before goes with what is new.
      outbox.isDue = true
      this.#due.push(outbox)
    }
    if (!this.#isScheduled) {
      this.#isScheduled = true
      setImmediate(() => this.#writeSome())
    }
    return true
  }

  #open(id: SocketId): Outbox | undefined {
    const socket = this.#adapter.nsp.sockets.get(id) as Socket | undefined
    const connection = socket?.conn as unknown as Connection | undefined
    const stream = connection?.transport.socket?._socket
    if (!connection || !stream) return undefined
    const outbox = new Outbox(connection, stream)
    this.#outboxes.set(id, outbox)
    return outbox
  }
}

/** What one connection is owed. */
class Outbox {
  readonly #connection: Connection
  readonly #stream: Stream
  #batch: Batch | undefined
  #isHeldBack = false
  /** Whether it is to be written to at the end of this turn. */
  isDue = false

  constructor(connection: Connection, stream: Stream) {
    this.#connection = connection
    this.#stream = stream
    connection.on('packetCreate', () => this.#letOut())
  }

  /** Whether nothing waits on any other way to the stream: where something waits here, nothing has since. */
  get isOpen(): boolean {
    if (this.#batch) return true
    const { readyState, transport, writeBuffer } = this.#connection
    return (
      readyState === 'open' &&
      transport.name === 'websocket' &&
      writeBuffer.length === 0 &&
      this.#stream.writableLength === 0
    )
  }

  post(frame: Buffer, empty: Batch): void {
    this.#batch = (this.#batch ?? empty).with(frame)
  }

  flush(): void {
    const batch = this.#batch
    this.#batch = undefined
    if (batch && this.#connection.readyState === 'open' && this.#stream.writable) this.#stream.write(batch.bytes)
  }

  /** Before a packet that engine.io is about to write, and in one write with it and all that follow at once. */
  #letOut(): void {
    if (!this.#isHeldBack) {
      this.#isHeldBack = true
      this.#stream.cork()
      process.nextTick(() => {
        this.#isHeldBack = false
        this.#stream.uncork()
      })
    }
    this.flush()
  }
}

/** Frames in a row. Connections that are owed the same ones share it, and its bytes are put together once. */
class Batch {
  readonly #frames: readonly Buffer[]
  #bytes: Buffer | undefined
  #next: { frame: Buffer; batch: Batch } | undefined

  constructor(frames: readonly Buffer[] = []) {
    this.#frames = frames
  }

  /** These frames and one more. */
  with(frame: Buffer): Batch {
    if (this.#next?.frame !== frame) this.#next = { frame, batch: new Batch([...this.#frames, frame]) }
    return this.#next.batch
  }

  get bytes(): Buffer {
    const [only] = this.#frames
    this.#bytes ??= only && this.#frames.length === 1 ? only : Buffer.concat(this.#frames)
    return this.#bytes
  }
}

/** Engine.IO's packet type of everything of Socket.IO's (https://socket.io/docs/v4/engine-io-protocol/). */
const MESSAGE = '4'

/** A text message in one unmasked WebSocket frame (RFC 6455, section 5.2). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8
  const frame = Buffer.allocUnsafe(2 + extended + length)
  frame[0] = 0x81 // the last frame, of text
  if (extended === 0) frame[1] = length
  else if (extended === 2) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, 2 + extended)
  return frame
}
