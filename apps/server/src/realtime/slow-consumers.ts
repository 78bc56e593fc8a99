import { logger } from '../lib/logger.ts'
import { slowConsumersDropped } from '../lib/metrics.ts'
import type { ParleyServer } from './socket-types.ts'

/** Bytes that may wait for one connection. */
const LIMIT = 1024 * 1024
const INTERVAL_MS = 250

/** The parts of engine.io's connection and of `ws` that tell how much is unsent. */
interface Connection {
  writeBuffer: { data?: unknown }[]
  transport: { socket?: { bufferedAmount: number; terminate(): void } }
  close(discard?: boolean): void
}

/**
 * Drops connections that do not read what they are sent, so that one slow reader never grows the process. They come
 * back and heal by `lastSeq`.
 * @returns a function that stops the watch
 */
export function dropSlowConsumers(io: ParleyServer): () => void {
  const timer = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) {
      const connection = socket.conn as unknown as Connection
      if (unsentBytes(connection) <= LIMIT) continue
      slowConsumersDropped.inc()
      logger.info({ userId: socket.data.userId }, 'dropped a connection that does not read')
      // For a client that is only behind; one that reads nothing finds its connection gone.
      socket.emit('session-ended', { reason: 'slow_consumer' })
      const { socket: webSocket } = connection.transport
      connection.close(true)
      // A closing handshake would wait behind the unsent bytes, and keep them, for half a minute.
      webSocket?.terminate()
    }
  }, INTERVAL_MS)
  return () => clearInterval(timer)
}

/**
 * What waits in the kernel's way and, behind it, in engine.io. Packets alone prove nothing, because a burst to a healthy
 * reader waits there too for the length of a turn.
 */
function unsentBytes({ transport, writeBuffer }: Connection): number {
  const buffered = transport.socket?.bufferedAmount ?? 0
  if (transport.socket && buffered === 0) return 0
  return writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), buffered)
}
