import type { ClientEventName, ClientEvents, ClientReply } from '@parley/contracts/events'
import type { z } from 'zod'
import type { RateLimitName } from '../config/rate-limits.ts'
import type { Actor } from '../controllers/access.ts'
import type { ParleySocket } from '../realtime/socket-types.ts'

export interface SocketContext {
  /** Every event is for signed-in users: the handshake has seen to that. */
  actor: Actor
  socket: ParleySocket
}

export interface SocketEvent<Name extends ClientEventName> {
  /** Counted before the event is handled. */
  limit: RateLimitName
  handle(context: SocketContext, payload: z.output<ClientEvents[Name]['payload']>): Promise<ClientReply<Name>>
}

/** Handlers of some of the contract's client events. */
export type SocketEvents<Names extends ClientEventName = ClientEventName> = { [Name in Names]: SocketEvent<Name> }
