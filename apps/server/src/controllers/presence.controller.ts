import type { ChosenStatus } from '@parley/contracts/user'
import { logger } from '../lib/logger.ts'
import { hasConnection, listOnline, removeConnection, setConnectionStatus, statusOf } from '../realtime/presence.ts'
import { publishPresence } from '../realtime/publisher.ts'
import { listConversationPartnerIds, listServerIds } from '../repositories/membership.repository.ts'
import { setLastSeen } from '../repositories/user.repository.ts'
import type { Actor } from './access.ts'

/** Milliseconds that somebody may be gone, as while a page reloads, before others are told. */
const GRACE_MS = 2_000

/** The actor has opened a connection. */
export async function connected(actor: Actor, connectionId: string): Promise<void> {
  if (setConnectionStatus(actor.userId, connectionId, 'online')) await announce(actor.userId)
}

/** The actor has chosen a status on one connection. */
export async function setPresence(actor: Actor, connectionId: string, status: ChosenStatus): Promise<void> {
  // The connection may have closed while this was under way.
  if (!hasConnection(actor.userId, connectionId)) return
  if (setConnectionStatus(actor.userId, connectionId, status)) await announce(actor.userId)
}

/** The actor's connection is closed. */
export function disconnected(actor: Actor, connectionId: string): void {
  setTimeout(() => {
    if (!removeConnection(actor.userId, connectionId)) return
    announce(actor.userId).catch((error) => logger.warn({ err: error }, 'could not announce a presence'))
  }, GRACE_MS).unref()
}

/** Notes that those who are here are here, so that a stop or a crash leaves no outdated "last seen" behind. */
export async function rememberOnline(): Promise<void> {
  const online = listOnline()
  if (online.length > 0) await setLastSeen(online, new Date())
}

async function announce(userId: string): Promise<void> {
  const now = new Date()
  const [serverIds, partnerIds] = await Promise.all([
    listServerIds(userId),
    listConversationPartnerIds(userId),
    setLastSeen([userId], now),
  ])
  publishPresence({ userId, status: statusOf(userId), lastSeenAt: now.toISOString() }, serverIds, partnerIds)
}
