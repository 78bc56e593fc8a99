import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect as connectTcp, isIPv6 } from 'node:net'
import { connect as connectTls } from 'node:tls'

/*
 * Asks STUN and TURN servers as a browser does (RFC 8489, RFC 8656), to see what browsers would get.
 */

const COOKIE = 0x2112a442
const BINDING = 0x0001
const ALLOCATE = 0x0003
const REFRESH = 0x0004
const CREATE_PERMISSION = 0x0008
const SUCCESS = 0x0100
const attribute = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  requestedTransport: 0x0019,
}
const UDP = 17

const DEADLINE_MS = 5_000

interface Reply {
  type: number
  attributes: Map<number, Buffer>
}

/** Sends a message and gives the answer, however they travel. */
interface Wire {
  ask(message: Buffer): Promise<Buffer>
  close(): void
}

/** Asks a STUN server, such as `stun:host:3478`, who asks. @throws Error that says why there is no answer */
export async function probeStun(url: string): Promise<void> {
  const wire = openWire(url)
  try {
    const answer = parse(await wire.ask(compose(BINDING, [])))
    if (answer.type !== BINDING + SUCCESS) throw new Error(reasonOf(answer))
  } finally {
    wire.close()
  }
}

export interface Relay {
  /** The address at which it would relay. */
  address: string
  /** Whether it would reach another relay of the same server, as between two people who both need one. */
  reachesItself: boolean
}

/**
 * Gets a relay from a TURN server, and gives it back.
 * @param url such as `turn:host:3478` or `turns:host:5349?transport=tcp`
 * @throws Error that says why there is none
 */
export async function probeTurn(
  url: string,
  { username, credential }: { username: string; credential: string },
): Promise<Relay> {
  const wire = openWire(url)
  try {
    const transport: [number, Buffer] = [attribute.requestedTransport, Buffer.from([UDP, 0, 0, 0])]
    // Whoever asks without a name is told for whom, and with which nonce, to ask again.
    const refusal = parse(await wire.ask(compose(ALLOCATE, [transport])))
    const realm = refusal.attributes.get(attribute.realm)
    const nonce = refusal.attributes.get(attribute.nonce)
    if (!realm || !nonce) throw new Error('it does not ask for credentials as coturn does with use-auth-secret')
    const key = createHash('md5').update(`${username}:${realm}:${credential}`).digest()
    const signed = (type: number, first: [number, Buffer]) =>
      compose(
        type,
        [first, [attribute.username, Buffer.from(username)], [attribute.realm, realm], [attribute.nonce, nonce]],
        key,
      )
    const answer = parse(await wire.ask(signed(ALLOCATE, transport)))
    const relayed = answer.attributes.get(attribute.relayedAddress)
    if (answer.type !== ALLOCATE + SUCCESS || !relayed) throw new Error(reasonOf(answer))
    // In an allocation and in a permission an address is written alike.
    const permission = parse(await wire.ask(signed(CREATE_PERMISSION, [attribute.peerAddress, relayed])))
    await wire.ask(signed(REFRESH, [attribute.lifetime, Buffer.alloc(4)])).catch(() => {})
    return { address: readAddress(relayed), reachesItself: permission.type === CREATE_PERMISSION + SUCCESS }
  } finally {
    wire.close()
  }
}

function reasonOf({ attributes }: Reply): string {
  const error = attributes.get(attribute.errorCode)
  if (!error) return 'its answer makes no sense'
  const code = error.readUInt8(2) * 100 + error.readUInt8(3)
  if (code === 401) return 'it refuses the credentials: TURN_SECRET is not its static-auth-secret, or a clock is wrong'
  return `it answers ${code} ${error.subarray(4)}`
}

function openWire(url: string): Wire {
  const [, scheme, host = '', port, query = ''] =
    /^(stuns?|turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(\?.*)?$/.exec(url) ?? []
  const isSecure = scheme?.endsWith('s')
  const address = { host: host.replace(/[[\]]/g, ''), port: Number(port ?? (isSecure ? 5349 : 3478)) }
  if (isSecure) return overStream(connectTls({ ...address, servername: address.host }))
  return query.includes('transport=tcp') ? overStream(connectTcp(address)) : overDatagrams(address)
}

function overStream(stream: ReturnType<typeof connectTcp>): Wire {
  let received = Buffer.alloc(0)
  return {
    ask(message) {
      return withDeadline((resolve, reject) => {
        received = Buffer.alloc(0)
        stream.once('error', reject)
        stream.on('data', (chunk: Buffer) => {
          received = Buffer.concat([received, chunk])
          if (received.length >= 20 && received.length >= 20 + received.readUInt16BE(2)) resolve(received)
        })
        stream.write(message)
      })
    },
    close: () => stream.destroy(),
  }
}

function overDatagrams({ host, port }: { host: string; port: number }): Wire {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  return {
    ask(message) {
      return withDeadline((resolve, reject) => {
        socket.once('error', reject)
        socket.once('message', resolve)
        const send = () => socket.send(message, port, host, (error) => error && reject(error))
        send()
        // Datagrams get lost.
        const again = setInterval(send, 1_000)
        socket.once('message', () => clearInterval(again))
        socket.once('close', () => clearInterval(again))
      })
    },
    close: () => socket.close(),
  }
}

function withDeadline(
  ask: (resolve: (answer: Buffer) => void, reject: (error: Error) => void) => void,
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const timer = setTimeout(() => reject(new Error('it does not answer')), DEADLINE_MS)
  ask(resolve, reject)
  return promise.finally(() => clearTimeout(timer))
}

/** @param key signs the message */
function compose(type: number, attributes: [number, Buffer][], key?: Buffer): Buffer {
  const body = Buffer.concat(
    attributes.map(([name, value]) => {
      const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4)
      padded.writeUInt16BE(name, 0)
      padded.writeUInt16BE(value.length, 2)
      value.copy(padded, 4)
      return padded
    }),
  )
  const header = Buffer.alloc(20)
  header.writeUInt16BE(type, 0)
  header.writeUInt32BE(COOKIE, 4)
  randomBytes(12).copy(header, 8)
  // The signature counts in the length that it signs.
  header.writeUInt16BE(body.length + (key ? 24 : 0), 2)
  const message = Buffer.concat([header, body])
  if (!key) return message
  const signature = createHmac('sha1', key).update(message).digest()
  return Buffer.concat([message, Buffer.from([0, attribute.messageIntegrity, 0, 20]), signature])
}

function parse(message: Buffer): Reply {
  const attributes = new Map<number, Buffer>()
  for (let offset = 20; offset + 4 <= message.length; ) {
    const length = message.readUInt16BE(offset + 2)
    attributes.set(message.readUInt16BE(offset), message.subarray(offset + 4, offset + 4 + length))
    offset += 4 + Math.ceil(length / 4) * 4
  }
  return { type: message.readUInt16BE(0), attributes }
}

/** An address is sent as exclusive or with the cookie; only IPv4 is read further. */
function readAddress(value: Buffer): string {
  const port = value.readUInt16BE(2) ^ (COOKIE >>> 16)
  if (value.readUInt8(1) !== 1) return `[IPv6]:${port}`
  const bits = (value.readUInt32BE(4) ^ COOKIE) >>> 0
  return `${[24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')}:${port}`
}
