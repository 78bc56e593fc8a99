import type { ChosenStatus, PresenceStatus } from '@parley/contracts/user'
import type { Bus } from '../lib/bus.ts'
import { onlineUsers } from '../lib/metrics.ts'
import { Roster } from '../lib/roster.ts'

/** By user and connection, the status chosen on that device, whichever instance it is connected to. */
let connections: Roster<ChosenStatus>

/** What this instance has last told its connections of users who are not offline. */
const told = new Map<string, PresenceStatus>()

/** Milliseconds that those whose instance is gone may take to come back by another one, before they count as gone. */
const RETURN_MS = 2_500

/** Do not disturb wins, being a wish; otherwise the most active device counts. */
const precedence: readonly ChosenStatus[] = ['dnd', 'online', 'idle']

/**
 * Called once at start.
 * @param onPeerChange hears of users whose status has changed by what happened on other instances, or to them
 */
export function bindPresence(bus: Bus, onPeerChange: (userIds: string[], isLost: boolean) => void): void {
  connections = new Roster('presence', bus)
  connections.onPeerChange((userIds, isLost) => {
    const tell = () => {
      const changed = [...userIds].filter(noteStatus)
      onlineUsers.set(connections.size)
      if (changed.length > 0) onPeerChange(changed, isLost)
    }
    if (isLost) setTimeout(tell, RETURN_MS).unref()
    else tell()
  })
}

/** What others see of a user: of all devices, on whichever instances, what {@link precedence} says. */
export function statusOf(userId: string): PresenceStatus {
  const chosen = new Set(connections.values(userId))
  return precedence.find((status) => chosen.has(status)) ?? 'offline'
}

/** @returns whether the user's status has changed by it */
export function setConnectionStatus(userId: string, connectionId: string, status: ChosenStatus): boolean {
  connections.set(userId, connectionId, status)
  onlineUsers.set(connections.size)
  return noteStatus(userId)
}

/** @returns whether the user's status has changed by it */
export function removeConnection(userId: string, connectionId: string): boolean {
  connections.delete(userId, connectionId)
  onlineUsers.set(connections.size)
  return noteStatus(userId)
}

/** Everybody with a connection, to whichever instance. */
export function listOnline(): string[] {
  return connections.keys()
}

/** Everybody with a connection to this instance. */
export function listOnlineHere(): string[] {
  return connections.ownKeys()
}

/** Whether a connection is still counted. */
export function hasConnection(userId: string, connectionId: string): boolean {
  return connections.has(userId, connectionId)
}

/** How many connections a user has, to whichever instances. */
export function countConnections(userId: string): number {
  return connections.count(userId)
}

/** Tells the other instances nothing more; called at the end. */
export function stopPresence(): void {
  connections.close()
}

/** @returns whether the status is another one than was told last */
function noteStatus(userId: string): boolean {
  const status = statusOf(userId)
  if (status === (told.get(userId) ?? 'offline')) return false
  if (status === 'offline') told.delete(userId)
  else told.set(userId, status)
  return true
}
