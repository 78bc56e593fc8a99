import { limits } from '@parley/contracts/limits'
import connectPgSimple from 'connect-pg-simple'
import { RedisStore } from 'connect-redis'
import session from 'express-session'
import { logger } from '../lib/logger.ts'
import { pool } from './database.ts'
import type { RedisClient } from './redis.ts'

const COOKIE_NAME = 'parley.sid'

interface SessionOptions {
  secret: string
  /** Whether people reach the app through TLS. */
  isSecure: boolean
  redis: RedisClient | undefined
}

/** Cookie sessions: in Redis where there is one, else in PostgreSQL. */
export function createSessionMiddleware({ secret, isSecure, redis }: SessionOptions) {
  return session({
    name: isSecure ? `__Host-${COOKIE_NAME}` : COOKIE_NAME,
    secret,
    store: redis ? new RedisStore({ client: redis, prefix: 'parley:sid:', disableTouch: true }) : createPostgresStore(),
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/', maxAge: limits.sessionLifetime },
  })
}

function createPostgresStore(): session.Store {
  const PostgresStore = connectPgSimple(session)
  return new PostgresStore({
    pool,
    tableName: 'cookie_sessions',
    disableTouch: true,
    pruneSessionInterval: 15 * 60,
    errorLog: (...details: unknown[]) => logger.warn({ details }, 'the session store failed'),
  })
}
