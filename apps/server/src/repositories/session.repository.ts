import type { SessionEndReason } from '@parley/contracts/events'
import { limits } from '@parley/contracts/limits'
import { pool, prisma } from '../config/database.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { Cache } from '../lib/cache.ts'
import { inBatches } from '../lib/in-batches.ts'
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

/** What says whether a session is good. */
interface LiveSession {
  id: string
  userId: string
  expiresAt: Date
  lastSeenAt: Date
}

/** Sessions by id, null for one that does not exist: for a second, should the change feed not tell that it has ended. */
const live = new Cache<LiveSession | null>({
  name: 'session',
  max: 50_000,
  ttl: 1_000,
  load: inBatches(async (ids) => {
    const { rows } = await pool.query<LiveSession>({
      name: 'find-sessions',
      text: `SELECT id, user_id AS "userId", expires_at AS "expiresAt", last_seen_at AS "lastSeenAt"
        FROM sessions WHERE id = ANY ($1::bigint[])`,
      values: [ids],
    })
    const found = new Map(rows.map((session) => [session.id, session]))
    return (id) => found.get(id) ?? null
  }),
})

/** The session, if it exists, has not run out and is this user's. */
export async function findLiveSession(id: string, userId: string): Promise<LiveSession | undefined> {
  const session = await live.get(id)
  return session && session.expiresAt > new Date() && session.userId === userId ? session : undefined
}

/** Called after a session has ended. */
export function forgetSession(id: string): void {
  live.set(id, null)
}

const noteUse = inBatches(async (ids) => {
  await prisma.session.updateMany({ where: { id: { in: ids.map(BigInt) } }, data: { lastSeenAt: new Date() } })
  return () => undefined
})

/** Notes that a session is in use, at most once a minute. */
export async function touchSession(session: LiveSession): Promise<void> {
  const now = new Date()
  if (now.getTime() - session.lastSeenAt.getTime() < TOUCH_INTERVAL_MS) return
  session.lastSeenAt = now
  await noteUse(session.id)
}

/** Newest use first. */
export function listSessions(userId: string): Promise<SessionRow[]> {
  return prisma.session.findMany({
    where: { userId: BigInt(userId), expiresAt: { gt: new Date() } },
    orderBy: { lastSeenAt: 'desc' },
  })
}

/** @returns whether there was such a session of this user */
export async function deleteSession(id: string, userId: string, reason: SessionEndReason): Promise<boolean> {
  return (await deleteWhere('id = $2 AND user_id = $3', reason, [id, userId])).length === 1
}

/** @returns the ids of the sessions that ended */
export function deleteOtherSessions(userId: string, exceptId: string, reason: SessionEndReason): Promise<string[]> {
  return deleteWhere('user_id = $2 AND id <> $3', reason, [userId, exceptId])
}

/** Leaves a user the sessions used last. @returns the ids of the others, which ended */
export function deleteSurplusSessions(userId: string, kept: number): Promise<string[]> {
  const surplus = 'SELECT id FROM sessions WHERE user_id = $2 ORDER BY last_seen_at DESC, id DESC OFFSET $3'
  return deleteWhere(`id IN (${surplus})`, 'revoked', [userId, kept])
}

/** @returns the ids of the sessions that ended */
export function deleteAllSessions(userId: string): Promise<string[]> {
  return deleteWhere('user_id = $2', 'password_changed', [userId])
}

/** @returns the ids of the sessions that had run out */
export function deleteExpiredSessions(): Promise<string[]> {
  return deleteWhere('expires_at <= $2', 'expired', [new Date()])
}

/** Removes the cookies' share of sessions that have run out. */
export async function deleteExpiredCookies(): Promise<void> {
  await prisma.cookieSession.deleteMany({ where: { expire: { lt: new Date() } } })
}

/** Those of these sessions that are there. */
export async function findExistingSessions(ids: string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM sessions WHERE id = ANY ($1::bigint[]) AND expires_at > now()',
    [ids],
  )
  return new Set(rows.map((row) => row.id))
}

/** Says why, for the trigger that tells every instance. */
async function deleteWhere(condition: string, reason: SessionEndReason, values: unknown[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `WITH said AS MATERIALIZED (SELECT set_config('parley.session_end_reason', $1, true) AS reason)
     DELETE FROM sessions USING said WHERE said.reason IS NOT NULL AND ${condition} RETURNING sessions.id`,
    [reason, ...values],
  )
  const ids = rows.map((row) => row.id)
  for (const id of ids) forgetSession(id)
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
