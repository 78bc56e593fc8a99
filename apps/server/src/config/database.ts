import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../generated/prisma/client.ts'
import { logger } from '../lib/logger.ts'

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

/** Connects, and fails when the database cannot be reached. */
export async function connectDB(url: string): Promise<void> {
  pool = createPool({ connectionString: url, max: 16, application_name: 'parley', ...timeouts })
  messagePool = createPool({
    connectionString: url,
    max: 1,
    // Kept while idle, so that the first message after a silence is as quick as the others.
    idleTimeoutMillis: 0,
    application_name: 'parley-messages',
    ...timeouts,
    statement_timeout: 4_000,
    query_timeout: 5_000,
  })
  const adapter = new PrismaPg(pool, {
    // Named statements are prepared once a connection: a fifth to a third faster.
    statementNameGenerator: ({ sql }) => createHash('sha1').update(sql).digest('base64url'),
  })
  prisma = new PrismaClient({ adapter, errorFormat: 'minimal' })
  await pool.query('SELECT 1')
}

export async function disconnectDB(): Promise<void> {
  await prisma.$disconnect()
  await Promise.all([pool.end(), messagePool.end()])
}

function createPool(config: pg.PoolConfig): pg.Pool {
  const created = new pg.Pool(config)
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  created.on('error', (error) => logger.warn({ err: error }, 'a database connection broke'))
  return created
}
