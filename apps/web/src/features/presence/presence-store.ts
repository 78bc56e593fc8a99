import type { Presence, PresenceStatus } from '@parley/contracts/user'
import { create } from 'zustand'

const usePresenceStore = create<Readonly<Record<string, Presence>>>(() => ({}))

/** When an event last told of somebody, by `performance.now()`. */
const heardAt = new Map<string, number>()

/** Takes in what an event tells of somebody. */
export function setPresence(presence: Presence): void {
  heardAt.set(presence.userId, performance.now())
  store([presence])
}

/** Takes in people’s presence from a list that was asked for at this time: what was heard since is newer. */
export function seedPresences(presences: readonly Presence[], askedAt: number): void {
  store(presences.filter(({ userId }) => (heardAt.get(userId) ?? Number.NEGATIVE_INFINITY) < askedAt))
}

function store(presences: readonly Presence[]): void {
  const known = usePresenceStore.getState()
  const changed = presences.filter(
    ({ userId, status, lastSeenAt }) => known[userId]?.status !== status || known[userId]?.lastSeenAt !== lastSeenAt,
  )
  if (changed.length === 0) return
  usePresenceStore.setState(
    Object.fromEntries(changed.map(({ userId, status, lastSeenAt }) => [userId, { userId, status, lastSeenAt }])),
  )
}

/** What is known of a person's presence now. */
export function presenceOf(userId: string): Presence | undefined {
  return usePresenceStore.getState()[userId]
}

/** A person's status; undefined while it is not known. */
export function usePresence(userId: string): PresenceStatus | undefined {
  return usePresenceStore((presences) => presences[userId]?.status)
}

/** When a person was last online, as far as it is known. */
export function useLastSeen(userId: string): string | null {
  return usePresenceStore((presences) => presences[userId]?.lastSeenAt ?? null)
}

/** Everybody's presence by user id, for lists that are grouped by it. */
export function usePresences(): Readonly<Record<string, Presence>> {
  return usePresenceStore()
}
