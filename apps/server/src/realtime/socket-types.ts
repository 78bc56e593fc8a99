import type { ClientToServerEvents, ServerToClientEvents } from '@parley/contracts/events'
import type { Server, Socket } from 'socket.io'

/** What a connection carries once it is authenticated. */
interface SocketData {
  userId: string
  sessionId: string
}

export type ParleyServer = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>
export type ParleySocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>
