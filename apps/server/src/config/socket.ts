import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { room } from '@parley/contracts/events'
import { limits } from '@parley/contracts/limits'
import type { Request, RequestHandler, Response } from 'express'
import { Server } from 'socket.io'
import type { Actor } from '../controllers/access.ts'
import * as presence from '../controllers/presence.controller.ts'
import { disconnected } from '../controllers/seat.controller.ts'
import { isSignedIn, resumeSession } from '../controllers/session.controller.ts'
import { verifyAccessToken } from '../lib/access-token.ts'
import { addressKey } from '../lib/address-key.ts'
import type { Bus } from '../lib/bus.ts'
import { AppError, toAppError, toSocketError } from '../lib/errors.ts'
import { logger } from '../lib/logger.ts'
import { connectedSockets } from '../lib/metrics.ts'
import { countConnections } from '../realtime/presence.ts'
import { bindPublisher } from '../realtime/publisher.ts'
import { bindRooms, endConnections } from '../realtime/rooms.ts'
import { dropSlowConsumers } from '../realtime/slow-consumers.ts'
import type { ParleyServer, ParleySocket } from '../realtime/socket-types.ts'
import { dispatchEvents } from '../sockets/dispatch.ts'
import type { Environment } from './env.ts'
import { limiter } from './rate-limits.ts'
import type { RedisLink } from './redis.ts'
import { createSharedAdapter, LocalAdapter } from './socket-adapter.ts'

interface SocketOptions {
  httpServer: HttpServer
  env: Pick<Environment, 'allowedOrigins' | 'corsOrigins'>
  session: RequestHandler
  redis: RedisLink | undefined
  bus: Bus
  /** From which network address a request comes, as far as the trusted proxies tell. */
  addressOf: (request: IncomingMessage) => string
}

/** The live side: authenticates connections, attaches the event handlers, and hands itself to the publisher. */
export function createSocketServer({ httpServer, env, session, redis, bus, addressOf }: SocketOptions): {
  io: ParleyServer
  stop: () => Promise<void>
} {
  const io: ParleyServer = new Server(httpServer, {
    serveClient: false,
    maxHttpBufferSize: limits.socketPayload,
    // Compression costs several times the CPU and 200 kB a connection.
    perMessageDeflate: false,
    httpCompression: false,
    adapter: redis ? createSharedAdapter(redis) : LocalAdapter,
    ...(env.corsOrigins.length > 0 && { cors: { origin: env.corsOrigins, credentials: true } }),
    allowRequest: (request, decide) => {
      if (!isOriginAcceptable(request, env.allowedOrigins)) return decide(null, false)
      limiter.spend('handshake', addressKey(addressOf(request))).then(
        () => decide(null, true),
        () => decide(null, false),
      )
    },
  })
  io.engine.use(
    (request: IncomingMessage & { _query?: Record<string, string> }, response: unknown, next: () => void) => {
      // Only a handshake needs the cookie's session; later polls name their connection.
      const isHandshake = request._query?.sid === undefined
      if (isHandshake && hasUsableCookie(request)) session(request as Request, response as Response, next)
      else next()
    },
  )
  io.use((socket, next) => {
    authenticate(socket).then(
      (actor) => {
        socket.data = actor
        next()
      },
      (error) => next(asConnectError(error)),
    )
  })
  io.on('connection', handleConnection)
  bindPublisher(io, bus)
  bindRooms(io, () => redis?.subscriptions() ?? Promise.resolve())
  const stopWatch = dropSlowConsumers(io)
  const stop = async () => {
    stopWatch()
    await io.close()
  }
  return { io, stop }
}

function handleConnection(socket: ParleySocket): void {
  const actor = socket.data
  forgetHandshake(socket)
  connectedSockets.inc()
  void socket.join([room.user(actor.userId), room.session(actor.sessionId)])
  dispatchEvents(socket, actor)
  socket.on('disconnect', () => {
    connectedSockets.dec()
    presence.disconnected(actor, socket.id)
    disconnected(actor, socket.id).catch((error) => logger.warn({ err: error }, 'could not note a lost caller'))
  })
  // Counted before anything is awaited, so that a status the client sends first finds its connection.
  presence.connected(actor, socket.id).catch((error) => logger.warn({ err: error }, 'could not announce a connection'))
  // The session may have ended, and this been told, between the handshake and the joining of its room.
  isSignedIn(actor)
    .then((isAlive) => {
      if (!isAlive) endConnections([actor.sessionId], 'revoked')
    })
    .catch((error) => logger.warn({ err: error }, 'could not check a session'))
}

/**
 * What the connection began with, its request, session and token, would be kept for as long as it lasts. (Set and not
 * deleted: V8 keeps an object that has lost a property as a table of five times the size.)
 */
function forgetHandshake(socket: ParleySocket): void {
  Object.assign(socket, { handshake: undefined })
  Object.assign(socket.conn, { request: undefined })
}

/** @throws AppError `unauthenticated`, `rate_limited`, `limit_reached` */
async function authenticate(socket: ParleySocket): Promise<Actor> {
  const token: unknown = socket.handshake.auth.token
  const claimed =
    typeof token === 'string'
      ? verifyAccessToken(token)
      : (socket.request as IncomingMessage & { session?: { actor?: Actor } }).session?.actor
  const actor = claimed && (await resumeSession(claimed.userId, claimed.sessionId))
  if (!actor) throw new AppError('unauthenticated')
  await limiter.spend('connect', actor.userId)
  if (countConnections(actor.userId) >= limits.connectionsPerUser) {
    throw new AppError('limit_reached', { detail: 'You are connected from too many places at once' })
  }
  return actor
}

/** `connect_error` carries the error as its `data`; who is not signed in is `unauthorized` there. */
function asConnectError(thrown: unknown): Error {
  const error = toAppError(thrown)
  if (error.status >= 500) logger.error({ err: thrown }, 'a connection could not be authenticated')
  const data = toSocketError(error)
  return Object.assign(new Error(error.message), {
    data: error.code === 'unauthenticated' ? { ...data, code: 'unauthorized' } : data,
  })
}

/** Whether a page that sends this request may connect at all: browsers name the page's origin. */
function isOriginAcceptable(request: IncomingMessage, allowed: ReadonlySet<string>): boolean {
  const { origin, host } = request.headers
  if (origin === undefined || allowed.has(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/**
 * A cookie counts only from a page we know: a request without an Origin is our own page's only if the browser says so
 * (polling within one origin carries none).
 */
function hasUsableCookie({ headers }: IncomingMessage): boolean {
  return headers.cookie !== undefined && (headers.origin !== undefined || headers['sec-fetch-site'] === 'same-origin')
}
