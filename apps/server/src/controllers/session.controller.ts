import type { Session } from '@parley/contracts/auth'
import type { SessionEndReason } from '@parley/contracts/events'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { presentSession } from '../presenters/user.presenter.ts'
import { publishSessionsUpdated } from '../realtime/publisher.ts'
import { endConnections } from '../realtime/rooms.ts'
import {
  createSession,
  deleteExpiredSessions,
  deleteOtherSessions,
  deleteSession,
  findLiveSession,
  listSessions,
  touchSession,
} from '../repositories/session.repository.ts'
import type { Actor } from './access.ts'

/** From where somebody signs in. */
export interface Client {
  ipAddress: string | null
  userAgent: string | null
}

export async function startSession(userId: string, kind: 'cookie' | 'token', client: Client): Promise<Actor> {
  const userAgent = client.userAgent?.slice(0, 512) ?? null
  const session = await createSession({ id: newId(), userId, kind, ipAddress: client.ipAddress, userAgent })
  publishSessionsUpdated(userId)
  return { userId, sessionId: String(session.id) }
}

/** Who a cookie or an access token stands for, while the session it names is there. */
export async function resumeSession(userId: string, sessionId: string): Promise<Actor | undefined> {
  const session = await findLiveSession(sessionId, userId)
  if (!session) return undefined
  await touchSession(session)
  return { userId, sessionId }
}

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

export async function endOtherSessions(actor: Actor, reason: SessionEndReason = 'revoked'): Promise<void> {
  const ended = await deleteOtherSessions(actor.userId, actor.sessionId)
  endConnections(ended, reason)
  publishSessionsUpdated(actor.userId)
}

/** Ends what has run out. */
export async function endExpiredSessions(): Promise<void> {
  endConnections(await deleteExpiredSessions(), 'expired')
}

/** @returns whether there was such a session */
export async function end(userId: string, sessionId: string, reason: SessionEndReason): Promise<boolean> {
  const existed = await deleteSession(sessionId, userId)
  if (!existed) return false
  endConnections([sessionId], reason)
  publishSessionsUpdated(userId)
  return true
}
