import type { ChosenStatus, PresenceStatus } from '@parley/contracts/user'
import { onlineUsers } from '../lib/metrics.ts'

/** user id → connection id → the status chosen on that device. */
const connections = new Map<string, Map<string, ChosenStatus>>()

/** Do not disturb wins, being a wish; otherwise the most active device counts. */
const precedence: readonly ChosenStatus[] = ['dnd', 'online', 'idle']

export function statusOf(userId: string): PresenceStatus {
  const statuses = connections.get(userId)
  if (!statuses) return 'offline'
  const chosen = new Set(statuses.values())
  return precedence.find((status) => chosen.has(status)) ?? 'offline'
}

/** @returns whether the user's status has changed by it */
export function setConnectionStatus(userId: string, connectionId: string, status: ChosenStatus): boolean {
  return changing(userId, () => {
    const statuses = connections.get(userId) ?? new Map<string, ChosenStatus>()
    connections.set(userId, statuses.set(connectionId, status))
  })
}

/** @returns whether the user's status has changed by it */
export function removeConnection(userId: string, connectionId: string): boolean {
  return changing(userId, () => {
    const statuses = connections.get(userId)
    statuses?.delete(connectionId)
    if (statuses?.size === 0) connections.delete(userId)
  })
}

/** Everybody with a connection to this instance. */
export function listOnline(): string[] {
  return [...connections.keys()]
}

export function hasConnection(userId: string, connectionId: string): boolean {
  return connections.get(userId)?.has(connectionId) ?? false
}

function changing(userId: string, change: () => void): boolean {
  const before = statusOf(userId)
  change()
  onlineUsers.set(connections.size)
  return statusOf(userId) !== before
}
