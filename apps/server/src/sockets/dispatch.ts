import { SpanKind } from '@opentelemetry/api'
import { type ClientEventName, clientEvents, type Reply } from '@parley/contracts/events'
import { limiter } from '../config/rate-limits.ts'
import type { Actor } from '../controllers/access.ts'
import { AppError, toAppError, toSocketError } from '../lib/errors.ts'
import { logger } from '../lib/logger.ts'
import { socketEventDuration } from '../lib/metrics.ts'
import { traced } from '../lib/tracing.ts'
import { parse } from '../middleware/validate.middleware.ts'
import type { ParleySocket } from '../realtime/socket-types.ts'
import { callEvents } from './call.socket.ts'
import { channelEvents } from './channel.socket.ts'
import type { SocketEvent, SocketEvents } from './define-events.ts'
import { messageEvents } from './message.socket.ts'
import { presenceEvents } from './presence.socket.ts'
import { serverEvents } from './server.socket.ts'

/** Every event of the contract with its handler. */
const socketEvents: SocketEvents = {
  ...serverEvents,
  ...channelEvents,
  ...messageEvents,
  ...callEvents,
  ...presenceEvents,
}

/**
 * Handles everything a connection sends: limit, validate, handle, acknowledge. Whatever it is, the answer is a reply and
 * never a disconnect or a crash.
 */
export function dispatchEvents(socket: ParleySocket, actor: Actor): void {
  socket.onAny((name: string, ...args: unknown[]) => {
    const last = args.at(-1)
    const acknowledge = typeof last === 'function' ? (last as (reply: Reply<unknown>) => void) : undefined
    const payload = acknowledge && args.length === 1 ? {} : args[0]
    const span = Object.hasOwn(clientEvents, name) ? `event ${name}` : 'event unknown'
    // Not within the request that the connection began with.
    void traced(span, { kind: SpanKind.SERVER, root: true }, () => answer(socket, actor, name, payload)).then((reply) =>
      acknowledge?.(reply),
    )
  })
}

async function answer(socket: ParleySocket, actor: Actor, name: string, payload: unknown): Promise<Reply<unknown>> {
  const isKnown = Object.hasOwn(clientEvents, name)
  const end = socketEventDuration.startTimer({ event: isKnown ? name : 'unknown' })
  try {
    const eventName = name as ClientEventName
    const event = isKnown ? (socketEvents[eventName] as SocketEvent<ClientEventName>) : undefined
    await limiter.spend(event?.limit ?? 'event', actor.userId)
    if (!event) throw new AppError('validation_failed', { detail: 'There is no such event' })
    const input = parse(clientEvents[eventName].payload, payload)
    const data = await event.handle({ actor, socket }, input)
    end({ outcome: 'ok' })
    return { ok: true, data }
  } catch (thrown) {
    const error = toAppError(thrown)
    // What was refused on purpose is no news, least of all a thousand times a second.
    if (error.status >= 500 && error !== thrown) logger.error({ err: thrown, event: name }, error.code)
    end({ outcome: error.code })
    return { ok: false, error: toSocketError(error) }
  }
}
