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

/**
 * A typed live connection. It reconnects by itself, with jittered back-off, except after the app has ended the
 * session. Rooms are the connection's: join again, with `lastSeq`, after every `connect`.
 */
export function connectRealtime(options: RealtimeOptions = {}): Realtime {
  const { baseUrl, accessToken, timeout = 10_000 } = options
  const settings: Partial<ManagerOptions & SocketOptions> = {
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
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

  return { socket, request, close: () => socket.disconnect() }
}
