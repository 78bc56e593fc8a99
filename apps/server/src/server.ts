import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startEmbeddedPostgres } from '@parley/embedded-postgres/embedded-postgres'
import proxyAddress from 'proxy-addr'
import { connectDB, disconnectDB, pool } from './config/database.ts'
import { explainDatabaseError } from './config/database-error.ts'
import { type Environment, loadDotEnv, readEnvironment } from './config/env.ts'
import { createExpressApp } from './config/express.ts'
import { openJobQueue } from './config/job-queue.ts'
import { migrate } from './config/migrate.ts'
import { setUpRateLimits } from './config/rate-limits.ts'
import { RedisLink } from './config/redis.ts'
import { RedisBus } from './config/redis-bus.ts'
import { readSecrets } from './config/secrets.ts'
import { createSessionMiddleware } from './config/session.ts'
import { createSharedStore } from './config/shared-cache.ts'
import { createSharedCount } from './config/shared-rate-limit.ts'
import { createSocketServer } from './config/socket.ts'
import { traceEmits } from './config/tracing.ts'
import { takeSnapshot } from './controllers/backup.controller.ts'
import { followCalls } from './controllers/call-news.controller.ts'
import { enforceChanges } from './controllers/change.controller.ts'
import { followForwarding } from './controllers/forwarding.controller.ts'
import { leaseWorkerId } from './controllers/instance.controller.ts'
import { followPresence, rememberOnline } from './controllers/presence.controller.ts'
import { repairLosses } from './controllers/repair.controller.ts'
import { stopMemberCounts } from './controllers/server.controller.ts'
import { WorkerForwarder } from './forwarder/worker-forwarder.ts'
import { setUpAccessTokens } from './lib/access-token.ts'
import { type Bus, LocalBus } from './lib/bus.ts'
import { setUpSharedCache } from './lib/cache.ts'
import { setUpIceServers } from './lib/ice-servers.ts'
import { setUpIds } from './lib/ids.ts'
import { setUpInviteCodes } from './lib/invite-code.ts'
import { logger, setUpLogger } from './lib/logger.ts'
import { OperatorError } from './lib/operator-error.ts'
import { stopPasswordWorkers } from './lib/password-hash.ts'
import { startTracing } from './lib/tracing.ts'
import { stopPresence } from './realtime/presence.ts'
import { stopPublisher } from './realtime/publisher.ts'
import { bindTyping, stopAllTyping } from './realtime/typing.ts'
import { readOrCreateSetting } from './repositories/instance-setting.repository.ts'
import { messageWriter, startMessageWriter } from './repositories/message.repository.ts'
import { findNewestMessageId } from './repositories/worker-lease.repository.ts'
import { startWorkers } from './workers/workers.ts'

/** What has been started, with how to stop it; stopped in the reverse order. */
type Cleanup = () => unknown
const cleanups: Cleanup[] = []
let isDraining = false

/** Milliseconds that requests under way may take when the app stops, and that all of the stopping may take. */
const CUT_OFF_MS = 5_000
const STOP_DEADLINE_MS = 15_000
/** Connections that may wait to be accepted: whom a proxy has cut off come back all at once. The system caps it. */
const LISTEN_BACKLOG = 4_096

const say = (line: string) => process.stdout.write(`${line}\n`)

async function start(): Promise<void> {
  loadDotEnv()
  const env = readEnvironment()
  setUpLogger(env.logLevel)
  setUpIceServers(env.iceServers)

  if (env.tracesEndpoint) cleanups.push(await startTracing())
  const databaseUrl = env.databaseUrl ?? (await startDatabase(env))
  await prepareDatabase(databaseUrl, env)

  const secrets = await readSecrets(env.dataDir, env)
  setUpAccessTokens(secrets.jwtSecret)
  setUpInviteCodes(await readOrCreateSetting('invite-code-key', randomBytes(32).toString('base64url')))

  const redis = env.redisUrl ? await startRedis(env.redisUrl) : undefined
  const bus = await shareState(redis, env)
  const session = createSessionMiddleware({
    secret: secrets.sessionSecret,
    isSecure: env.isSecure,
    redis,
  })
  const app = createExpressApp({
    env,
    session,
    health: {
      isDraining: () => isDraining,
      dependencies: {
        database: () => pool.query('SELECT 1'),
        ...(redis && { redis: () => redis.ping() }),
      },
    },
  })
  const httpServer = createServer(app)
  const addressOf = (request: IncomingMessage) => proxyAddress(request, app.get('trust proxy fn'))
  const sockets = createSocketServer({ httpServer, env, session, redis, bus, addressOf })
  followPresence(bus)
  cleanups.push(followCalls(bus))
  const { forwarder } = env
  cleanups.push(followForwarding(bus, forwarder && ((listeners) => new WorkerForwarder(forwarder, listeners))))
  bindTyping(bus)
  cleanups.push(await enforceChanges())
  if (redis) cleanups.push(repairLosses(bus))
  traceEmits(sockets.io)
  cleanups.push(async () => {
    stopAllTyping()
    stopPresence()
    // A request that never ends would keep everything else from stopping.
    const cutOff = setTimeout(() => httpServer.closeAllConnections(), CUT_OFF_MS)
    await sockets.stop()
    clearTimeout(cutOff)
    stopPublisher()
    stopMemberCounts()
  })
  cleanups.push(rememberOnline())
  cleanups.push(await startWorkers())
  // First of all: what was accepted is acknowledged and passed on while there are connections, the rest is refused.
  cleanups.push(() => messageWriter.close())
  if (isDraining) return
  const address = await listen(httpServer, env)
  const host = env.host && env.host !== '0.0.0.0' && env.host !== '::' ? env.host : 'localhost'
  say(`Parley is ready at ${env.publicUrl ?? `http://${host}:${address.port}`}`)
}

async function startDatabase({ dataDir }: Environment): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir, onProgress: say }).catch((cause: Error) => {
    throw new OperatorError(cause.message, { cause })
  })
  cleanups.push(() => postgres.stop())
  return postgres.url
}

async function prepareDatabase(url: string, env: Environment): Promise<void> {
  const snapshot = async () => {
    const file = await takeSnapshot({ databaseUrl: url, dataDir: env.dataDir }, env.snapshotsKept)
    if (file) say(`The database as it was is kept in ${file}`)
  }
  const applied = await migrate(url, snapshot).catch((error: unknown) => {
    throw explainDatabaseError(url, error)
  })
  if (applied.length > 0) say(`Database migrated (${applied.length} ${applied.length === 1 ? 'step' : 'steps'})`)
  await connectDB(url, env.databaseReplicaUrls)
  cleanups.push(disconnectDB)
  await openJobQueue()

  const ids = setUpIds(env.instanceId ?? (await leaseWorker()))
  const newest = await findNewestMessageId()
  if (newest !== undefined) ids.observe(newest)
  startMessageWriter(ids)
  cleanups.push(stopPasswordWorkers)
}

async function leaseWorker(): Promise<number> {
  const lease = await leaseWorkerId(randomUUID())
  cleanups.push(lease.release)
  return lease.workerId
}

/** What several runs of the app must not mistake for each other. */
const instanceId = randomUUID()

async function startRedis(url: string): Promise<RedisLink> {
  const redis = await RedisLink.connect(url, instanceId).catch((error: Error) => {
    throw new OperatorError(`Redis at ${new URL(url).host} cannot be reached (${error.message}); check REDIS_URL.`)
  })
  cleanups.push(() => redis.close())
  return redis
}

/** Decides what the instances share: with Redis all that they should, without it there is one. */
async function shareState(redis: RedisLink | undefined, { rateLimitScale }: Environment): Promise<Bus> {
  setUpRateLimits(rateLimitScale, redis && createSharedCount(redis))
  if (!redis) return new LocalBus()
  setUpSharedCache(createSharedStore(redis))
  const bus = await RedisBus.open(redis, instanceId)
  cleanups.push(() => bus.close())
  return bus
}

async function listen(httpServer: HttpServer, { host, port }: Environment): Promise<AddressInfo> {
  httpServer.listen({ port, backlog: LISTEN_BACKLOG, ...(host !== undefined && { host }) })
  await once(httpServer, 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new OperatorError(`Port ${port} is in use; set PORT to another one.`)
    if (error.code === 'EACCES') throw new OperatorError(`Port ${port} needs more rights; set PORT to one above 1023.`)
    if (error.code === 'EADDRNOTAVAIL') throw new OperatorError(`HOST ${host} is not an address of this machine.`)
    throw error
  })
  return httpServer.address() as AddressInfo
}

/** Refuses new work, finishes what is under way, and stops everything, the database last. */
async function stop(exitCode: number): Promise<void> {
  if (isDraining) return
  isDraining = true
  setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref()
  await starting
  for (const cleanup of cleanups.reverse()) {
    try {
      await cleanup()
    } catch (error) {
      logger.error({ err: error }, 'could not stop cleanly')
    }
  }
  process.exitCode = exitCode
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))

/** Settles when the start has come to its end, one way or the other. */
const starting = start().catch((error: unknown) => {
  if (error instanceof OperatorError) process.stderr.write(`${error.message}\n`)
  else {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`Parley could not start: ${reason}\n`)
  }
  void stop(1)
})
