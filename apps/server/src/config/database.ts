import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../generated/prisma/client.ts'
import { logger } from '../lib/logger.ts'
import { PrimaryClient } from './primary.ts'
import { Replicas } from './replicas.ts'
import { tracePool } from './tracing.ts'

/** Prisma, for everything that is not the message path. Set by {@link connectDB}. */
export let prisma: PrismaClient

/** The pool that Prisma uses too, for SQL that Prisma cannot say. */
export let pool: pg.Pool

/** A connection of its own for writing messages, so that no read ever makes an acknowledgement wait. */
export let messagePool: pg.Pool

// Clients wait for ten seconds: a database that does not answer must have failed them by then.
const timeouts = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 7_000,
  query_timeout: 8_000,
  keepAlive: true,
  // Timestamps would shift on a database whose zone is not UTC.
  options: '-c TimeZone=UTC',
}

/** Values that a statement may have to be prepared once a connection: lists make another one for each of their lengths. */
const FEW_VALUES = 32

let databaseUrl: string

let replicas: Replicas | undefined

/** Connects, and fails when the database cannot be reached; replicas may come and go. */
export async function connectDB(url: string, replicaUrls: string[] = []): Promise<void> {
  databaseUrl = url
  pool = createPool({ connectionString: url, max: 16, application_name: 'parley', ...timeouts })
  messagePool = createPool({
    connectionString: url,
    max: 1,
    // Kept while idle, so that the first message after a silence is as quick as the others.
    idleTimeoutMillis: 0,
    application_name: 'parley-messages',
    ...timeouts,
    // A plan is kept that may have been made while there were few messages: it must not read them all when there are many.
    options: `${timeouts.options} -c enable_seqscan=off -c enable_bitmapscan=off`,
    statement_timeout: 4_000,
    query_timeout: 5_000,
  })
  const adapter = new PrismaPg(pool, {
    // Named statements are prepared once a connection: a fifth to a third faster. PostgreSQL keeps them until it ends.
    statementNameGenerator: ({ sql, args }) =>
      args.length > FEW_VALUES ? '' : createHash('sha1').update(sql).digest('base64url'),
  })
  const transactionOptions = { maxWait: timeouts.connectionTimeoutMillis }
  prisma = new PrismaClient({ adapter, errorFormat: 'minimal', transactionOptions })
  await pool.query('SELECT 1')
  if (replicaUrls.length > 0) replicas = new Replicas(pool, replicaUrls)
}

/**
 * Runs a statement that only reads, on a replica where there is one that shows all that is committed by now. Not for who
 * may see what: that is asked of the primary alone.
 */
export function queryReplica<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
  return replicas ? replicas.query<Row>(statement) : pool.query<Row>(statement)
}

/** Ends every connection but that of {@link listen}. */
export async function disconnectDB(): Promise<void> {
  await replicas?.close()
  await prisma.$disconnect()
  await Promise.all([pool.end(), messagePool.end()])
}

interface Listener {
  onNotification: (payload: string) => void
  /** Called whenever notifications may have been missed, once they are heard again. */
  onGap: () => void
}

/** How often a connection that only listens is tried, and how long it may take to answer, in milliseconds. */
const LISTENER_CHECK_MS = 1_000
const LISTENER_DEADLINE_MS = 2_000

/**
 * Listens to a channel of PostgreSQL on a connection of its own, and connects again for ever when that breaks or hangs.
 * @returns a function that ends it
 */
export async function listen(channel: string, { onNotification, onGap }: Listener): Promise<() => Promise<void>> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  async function open(): Promise<void> {
    const opened = new PrimaryClient({
      connectionString: databaseUrl,
      application_name: 'parley-changes',
      connectionTimeoutMillis: 5_000,
      query_timeout: LISTENER_DEADLINE_MS,
      keepAlive: true,
    })
    opened.on('error', () => undefined)
    opened.on('notification', ({ payload }) => payload && onNotification(payload))
    try {
      await opened.connect()
      await opened.query(`LISTEN ${channel}`)
    } catch (error) {
      opened.end().catch(() => undefined)
      throw error
    }
    client = opened
  }

  async function check(): Promise<void> {
    try {
      if (client) await client.query('SELECT 1')
      else {
        await open()
        onGap()
      }
    } catch (error) {
      logger.warn({ err: error }, 'the connection that listens for changes broke')
      client?.end().catch(() => undefined)
      client = undefined
    }
    if (!isStopped) timer = setTimeout(check, client ? LISTENER_CHECK_MS : LISTENER_CHECK_MS / 4)
  }

  await open()
  timer = setTimeout(check, LISTENER_CHECK_MS)
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await client?.end()
  }
}

function createPool(config: pg.PoolConfig): pg.Pool {
  const created = new pg.Pool({ ...config, Client: PrimaryClient })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  created.on('error', (error) => logger.warn({ err: error }, 'a database connection broke'))
  tracePool(created)
  return created
}
