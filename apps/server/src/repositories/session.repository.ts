import { limits } from '@parley/contracts/limits'
import { LRUCache } from 'lru-cache'
import { pool, prisma } from '../config/database.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { isMissingReference } from './prisma-errors.ts'

export type SessionRow = Prisma.SessionModel

/** How stale `lastSeenAt` may be, so that not every request writes. */
const TOUCH_INTERVAL_MS = 60_000

interface NewSession {
  id: string
  userId: string
  kind: 'cookie' | 'token'
  userAgent: string | null
  ipAddress: string | null
}

/**
 * Stores a session unless the user's password is not the verified one any more. The lock on the user makes a change of
 * password, which ends all sessions, come either before this or after it.
 * @returns whether it was stored
 */
export async function createSession(session: NewSession, verifiedHash: string): Promise<boolean> {
  const { id, userId, kind, userAgent, ipAddress } = session
  const expiresAt = new Date(Date.now() + limits.sessionLifetime)
  const { rowCount } = await pool.query(
    `INSERT INTO sessions (id, user_id, kind, user_agent, ip_address, expires_at)
     SELECT $1, id, $3, $4, $5, $6 FROM users WHERE id = $2 AND password_hash = $7 FOR SHARE`,
    [id, userId, kind, userAgent, ipAddress, expiresAt, verifiedHash],
  )
  return rowCount === 1
}

/** What the database says now, past the cache. */
export async function hasSession(id: string, userId: string): Promise<boolean> {
  const session = await prisma.session.findFirst({
    where: { id: BigInt(id), userId: BigInt(userId), expiresAt: { gt: new Date() } },
    select: { id: true },
  })
  return session !== null
}

/**
 * Sessions by id; `false` for one that does not exist or has run out. A second bounds how long another instance's
 * sign-out can go unnoticed; our own are noticed at once.
 */
const live = new LRUCache<string, SessionRow | false>({
  max: 50_000,
  ttl: 1_000,
  // Whoever waits for a value that is being replaced gets it all the same.
  ignoreFetchAbort: true,
  fetchMethod: async (id) => {
    const session = await prisma.session.findUnique({ where: { id: BigInt(id) } })
    return session !== null && session.expiresAt > new Date() && session
  },
})

/** The session, if it exists, has not run out and is this user's. */
export async function findLiveSession(id: string, userId: string): Promise<SessionRow | undefined> {
  const session = await live.fetch(id)
  return session && String(session.userId) === userId ? session : undefined
}

/** Notes that a session is in use, at most once a minute. */
export async function touchSession(session: SessionRow): Promise<void> {
  const now = new Date()
  if (now.getTime() - session.lastSeenAt.getTime() < TOUCH_INTERVAL_MS) return
  session.lastSeenAt = now
  await prisma.session.updateMany({ where: { id: session.id }, data: { lastSeenAt: now } })
}

/** Newest use first. */
export function listSessions(userId: string): Promise<SessionRow[]> {
  return prisma.session.findMany({
    where: { userId: BigInt(userId), expiresAt: { gt: new Date() } },
    orderBy: { lastSeenAt: 'desc' },
  })
}

/** @returns whether there was such a session of this user */
export async function deleteSession(id: string, userId: string): Promise<boolean> {
  const { count } = await prisma.session.deleteMany({ where: { id: BigInt(id), userId: BigInt(userId) } })
  // Nobody can make the app forget a session that is not theirs.
  if (count === 1) live.set(id, false)
  return count === 1
}

/** @returns the ids of the sessions that ended */
export function deleteOtherSessions(userId: string, exceptId: string): Promise<string[]> {
  return deleteWhere({ userId: BigInt(userId), id: { not: BigInt(exceptId) } })
}

/** @returns the ids of the sessions that ended */
export function deleteAllSessions(userId: string): Promise<string[]> {
  return deleteWhere({ userId: BigInt(userId) })
}

/** @returns the ids of the sessions that had run out */
export function deleteExpiredSessions(): Promise<string[]> {
  return deleteWhere({ expiresAt: { lte: new Date() } })
}

async function deleteWhere(where: Prisma.SessionWhereInput): Promise<string[]> {
  const sessions = await prisma.session.findMany({ where, select: { id: true } })
  await prisma.session.deleteMany({ where: { id: { in: sessions.map((session) => session.id) } } })
  const ids = sessions.map((session) => String(session.id))
  for (const id of ids) live.set(id, false)
  return ids
}

/** @returns false when the session has ended meanwhile */
export async function addRefreshToken(sessionId: string, tokenHash: Buffer): Promise<boolean> {
  try {
    await prisma.refreshToken.create({ data: { tokenHash: new Uint8Array(tokenHash), sessionId: BigInt(sessionId) } })
    return true
  } catch (error) {
    if (isMissingReference(error)) return false
    throw error
  }
}

/**
 * Spends a refresh token.
 * @returns its session; `replayed` when the token had been spent before; undefined when there is none such
 */
export async function spendRefreshToken(
  tokenHash: Buffer,
): Promise<{ session: SessionRow; replayed: boolean } | undefined> {
  const hash = new Uint8Array(tokenHash)
  // One conditional update decides between two that arrive together.
  const { count } = await prisma.refreshToken.updateMany({
    where: { tokenHash: hash, usedAt: null },
    data: { usedAt: new Date() },
  })
  const session = await findSessionOfRefreshToken(tokenHash)
  if (!session || session.expiresAt <= new Date()) return undefined
  return { session, replayed: count === 0 }
}

/** The session a refresh token belongs to, spent or not. */
export async function findSessionOfRefreshToken(tokenHash: Buffer): Promise<SessionRow | undefined> {
  const session = await prisma.session.findFirst({
    where: { refreshTokens: { some: { tokenHash: new Uint8Array(tokenHash) } } },
  })
  return session ?? undefined
}
