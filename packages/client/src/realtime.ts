import type {
  ClientEventName,
  ClientPayload,
  ClientReply,
  ClientToServerEvents,
  Reply,
  ServerToClientEvents,
} from '@parley/contracts/events'
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import { ParleyError } from './parley-error.ts'

export type ParleySocket = Socket<ServerToClientEvents, ClientToServerEvents>

export interface RealtimeOptions {
  /** Origin of the app; empty for the page's own. */
  baseUrl?: string
  /** Gives the access token of clients without cookies, asked for again at every reconnect. */
  accessToken?: () => string | Promise<string>
  /** Milliseconds until a request without a reply fails with `network_error`. */
  timeout?: number
  /** Passed to Socket.IO, for example `extraHeaders` or `transports`. */
  socket?: Partial<ManagerOptions & SocketOptions>
}

export interface Realtime {
  /** For `socket.on('message-created', …)` and the connection's own events. */
  socket: ParleySocket
  /** Sends an event and resolves with the data of its reply; rejects with {@link ParleyError}. */
  request<Name extends ClientEventName>(name: Name, payload: ClientPayload<Name>): Promise<ClientReply<Name>>
  close(): void
}

/** Milliseconds. */
const RETRY_DELAY = 500
const RETRY_DELAY_MAX = 10_000

/**
 * A typed live connection. It reconnects by itself, with jittered back-off, until it is closed, the app ends the session
 * (`session-ended`, with any reason but `slow_consumer`) or refuses it (`connect_error` with `unauthorized`). Rooms are
 * the connection's: join again, with `lastSeq`, after every `connect`.
 */
export function connectRealtime(options: RealtimeOptions = {}): Realtime {
  const { baseUrl, accessToken, timeout = 10_000 } = options
  const settings: Partial<ManagerOptions & SocketOptions> = {
    transports: ['websocket', 'polling'],
    reconnectionDelay: RETRY_DELAY,
    reconnectionDelayMax: RETRY_DELAY_MAX,
    randomizationFactor: 0.5,
    ...(accessToken && {
      auth: (send: (data: object) => void) =>
        Promise.resolve(accessToken()).then(
          (token) => send({ token }),
          () => send({}),
        ),
    }),
    ...options.socket,
  }
  const socket: ParleySocket = baseUrl ? io(baseUrl, settings) : io(settings)
  const stopRetrying = retryRefusals(socket)

  async function request<Name extends ClientEventName>(
    name: Name,
    payload: ClientPayload<Name>,
  ): Promise<ClientReply<Name>> {
    if (!socket.connected) throw new ParleyError('network_error', 'Not connected')
    let reply: Reply<ClientReply<Name>>
    try {
      reply = (await (socket.timeout(timeout) as unknown as Socket).emitWithAck(name, payload)) as typeof reply
    } catch (cause) {
      throw Object.assign(new ParleyError('network_error', 'No reply'), { cause })
    }
    if (reply.ok) return reply.data
    const { code, message, errors, retryAfter } = reply.error
    throw new ParleyError(code, message, { errors, retryAfter })
  }

  function close(): void {
    stopRetrying()
    socket.disconnect()
  }

  return { socket, request, close }
}

/**
 * Socket.IO comes back by itself after a lost connection, but not after one that the app has closed or refused.
 * @returns a function that ends it
 */
function retryRefusals(socket: ParleySocket): () => void {
  let attempts = 0
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    isOver = true
    clearTimeout(timer)
  }

  function retry(): void {
    if (isOver) return
    const delay = Math.min(RETRY_DELAY * 2 ** attempts++, RETRY_DELAY_MAX) * (0.5 + Math.random())
    clearTimeout(timer)
    timer = setTimeout(() => socket.connect(), delay)
  }

  socket.on('connect', () => {
    attempts = 0
  })
  socket.on('session-ended', ({ reason }) => {
    if (reason !== 'slow_consumer') stop()
  })
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') retry()
  })
  socket.on('connect_error', (error) => {
    if ((error as { data?: { code?: string } }).data?.code === 'unauthorized') stop()
    else if (!socket.active) retry()
  })
  return stop
}
