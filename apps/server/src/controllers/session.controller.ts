import type { Session } from '@parley/contracts/auth'
import type { SessionEndReason } from '@parley/contracts/events'
import { limits } from '@parley/contracts/limits'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { presentSession } from '../presenters/session.presenter.ts'
import { publishSessionsUpdated } from '../realtime/publisher.ts'
import { endConnections } from '../realtime/rooms.ts'
import {
  createSession,
  deleteExpiredCookies,
  deleteExpiredSessions,
  deleteOtherSessions,
  deleteSession,
  deleteSurplusSessions,
  findLiveSession,
  listSessions,
  touchSession,
} from '../repositories/session.repository.ts'
import type { UserRow } from '../repositories/user.repository.ts'
import type { Actor } from './access.ts'
import { endSessionSeats } from './seat.controller.ts'

/** From where somebody signs in. */
export interface Client {
  ipAddress: string | null
  userAgent: string | null
}

/**
 * Signs somebody in who has just given the password. Of more sessions than one may have, those used longest ago end.
 * @throws AppError `invalid_credentials` when the password was changed meanwhile
 */
export async function startSession(user: UserRow, kind: 'cookie' | 'token', client: Client): Promise<Actor> {
  const userId = String(user.id)
  const sessionId = newId()
  const userAgent = client.userAgent?.slice(0, 512) ?? null
  const session = { id: sessionId, userId, kind, ipAddress: client.ipAddress, userAgent }
  if (!(await createSession(session, user.passwordHash))) throw new AppError('invalid_credentials')
  await endLive(await deleteSurplusSessions(userId, limits.sessionsPerUser), 'revoked')
  publishSessionsUpdated(userId)
  return { userId, sessionId }
}

/** Who a cookie or an access token stands for, while the session it names is there. */
export async function resumeSession(userId: string, sessionId: string): Promise<Actor | undefined> {
  const session = await findLiveSession(sessionId, userId)
  if (!session) return undefined
  await touchSession(session)
  return { userId, sessionId }
}

/** Whether the actor's session is there, as far as this instance has been told. */
export async function isSignedIn(actor: Actor): Promise<boolean> {
  return (await findLiveSession(actor.sessionId, actor.userId)) !== undefined
}

/** Where the actor is signed in, the one used last first. */
export async function listOwnSessions(actor: Actor): Promise<Session[]> {
  const sessions = await listSessions(actor.userId)
  return sessions.map((session) => presentSession(session, actor.sessionId))
}

/** Signs the actor out. */
export async function logout(actor: Actor): Promise<void> {
  await end(actor.userId, actor.sessionId, 'logout')
}

/** Signs out one of the actor's sessions, wherever it is. @throws AppError `not_found` */
export async function endSession(actor: Actor, sessionId: string): Promise<void> {
  if (!(await end(actor.userId, sessionId, 'revoked'))) throw new AppError('not_found')
}

/** Signs the actor out everywhere but here. */
export async function endOtherSessions(actor: Actor, reason: SessionEndReason = 'revoked'): Promise<void> {
  await endLive(await deleteOtherSessions(actor.userId, actor.sessionId, reason), reason)
  publishSessionsUpdated(actor.userId)
}

/** Ends what has run out. */
export async function endExpiredSessions(): Promise<void> {
  await endLive(await deleteExpiredSessions(), 'expired')
  await deleteExpiredCookies()
}

/** @returns whether there was such a session */
export async function end(userId: string, sessionId: string, reason: SessionEndReason): Promise<boolean> {
  const existed = await deleteSession(sessionId, userId, reason)
  if (!existed) return false
  await endLive([sessionId], reason)
  publishSessionsUpdated(userId)
  return true
}

/** Closes what the sessions have open: connections, and places in calls, which could wait for a connection's return. */
async function endLive(sessionIds: string[], reason: SessionEndReason): Promise<void> {
  endConnections(sessionIds, reason)
  await endSessionSeats(sessionIds)
}
