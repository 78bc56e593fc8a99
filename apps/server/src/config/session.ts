import { limits } from '@parley/contracts/limits'
import connectPgSimple from 'connect-pg-simple'
import session from 'express-session'
import { logger } from '../lib/logger.ts'
import { pool } from './database.ts'
import type { RedisLink } from './redis.ts'
import { LayeredSessionStore } from './session-store.ts'

const COOKIE_NAME = 'parley.sid'

interface SessionOptions {
  secret: string
  /** Whether people reach the app through TLS. */
  isSecure: boolean
  redis: RedisLink | undefined
}

/** Cookie sessions, kept in PostgreSQL and read from Redis where there is one. */
export function createSessionMiddleware({ secret, isSecure, redis }: SessionOptions) {
  return session({
    name: isSecure ? `__Host-${COOKIE_NAME}` : COOKIE_NAME,
    secret,
    store: redis ? new LayeredSessionStore(createPostgresStore(), redis) : createPostgresStore(),
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
    // By the job end-expired-sessions, once for all instances.
    pruneSessionInterval: false,
    errorLog: (...details: unknown[]) => logger.warn({ details }, 'the session store failed'),
  })
}
