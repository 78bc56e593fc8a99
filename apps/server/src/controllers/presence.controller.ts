import type { ChosenStatus } from '@parley/contracts/user'
import type { Bus } from '../lib/bus.ts'
import { inBatches } from '../lib/in-batches.ts'
import { logger } from '../lib/logger.ts'
import {
  bindPresence,
  hasConnection,
  listOnlineHere,
  removeConnection,
  setConnectionStatus,
  statusOf,
} from '../realtime/presence.ts'
import { hasListeners, publishPresence } from '../realtime/publisher.ts'
import { findAcquaintances } from '../repositories/membership.repository.ts'
import { setLastSeen } from '../repositories/user.repository.ts'
import type { Actor } from './access.ts'

/** Milliseconds that somebody may be gone, as while a page reloads, before others are told. */
const GRACE_MS = 2_000
/** How often it is noted who is online. */
const REMEMBER_MS = 5 * 60_000
/** People told of at a time after an instance was lost or found. */
const ANNOUNCE_AT_ONCE = 8

/** Shares presence with the other instances, and tells this one's connections what has changed on them. */
export function followPresence(bus: Bus): void {
  bindPresence(bus, (userIds, isLost) => {
    announceAll(userIds, isLost).catch((error) => logger.warn({ err: error }, 'could not announce presences'))
  })
}

/** The actor has opened a connection. */
export async function connected(actor: Actor, connectionId: string): Promise<void> {
  if (setConnectionStatus(actor.userId, connectionId, 'online')) await announceOwn(actor.userId)
}

/** The actor has chosen a status on one connection. */
export async function setPresence(actor: Actor, connectionId: string, status: ChosenStatus): Promise<void> {
  // The connection may have closed while this was under way.
  if (!hasConnection(actor.userId, connectionId)) return
  if (setConnectionStatus(actor.userId, connectionId, status)) await announceOwn(actor.userId)
}

/** The actor's connection is closed. */
export function disconnected(actor: Actor, connectionId: string): void {
  setTimeout(() => {
    if (!removeConnection(actor.userId, connectionId)) return
    announceOwn(actor.userId).catch((error) => logger.warn({ err: error }, 'could not announce a presence'))
  }, GRACE_MS).unref()
}

/**
 * Notes now and then, and at the end, that those who are here are here, so that a stop or a crash leaves no outdated
 * "last seen" behind.
 * @returns a function that ends it
 */
export function rememberOnline(): () => Promise<void> {
  const remember = async () => {
    const online = listOnlineHere()
    if (online.length > 0) await setLastSeen(online, new Date())
  }
  const timer = setInterval(() => {
    remember().catch((error) => logger.warn({ err: error }, 'could not note who is online'))
  }, REMEMBER_MS)
  return async () => {
    clearInterval(timer)
    await remember()
  }
}

/** Notes that users come or go, after an outage all at once. @returns when that was */
const noteSeen = inBatches(async (userIds) => {
  const now = new Date()
  await setLastSeen(userIds, now)
  return () => now
})

async function announceOwn(userId: string): Promise<void> {
  await announce(userId, await noteSeen(userId))
}

/** Tells of people whom other instances had, or have: every instance tells its own connections. */
async function announceAll(userIds: string[], isLost: boolean): Promise<void> {
  const now = new Date()
  // An instance that died has not noted it.
  if (isLost) await setLastSeen(userIds, now)
  const waiting = userIds.values()
  const work = async () => {
    for (const userId of waiting) await announce(userId, now)
  }
  await Promise.all(Array.from({ length: ANNOUNCE_AT_ONCE }, work))
}

async function announce(userId: string, lastSeenAt: Date): Promise<void> {
  if (!hasListeners()) return
  const { serverIds, partnerIds } = await findAcquaintances(userId)
  publishPresence({ userId, status: statusOf(userId), lastSeenAt: lastSeenAt.toISOString() }, serverIds, partnerIds)
}
