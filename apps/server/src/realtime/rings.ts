import type { CallRingEndReason } from '@parley/contracts/call'
import { limits } from '@parley/contracts/limits'
import { type Bus, LocalBus } from '../lib/bus.ts'

/** Somebody whose devices are asked to join a call. */
export interface Ring {
  callId: string
  userId: string
  /** The participant who rings. */
  callerId: string
}

interface Ringing {
  ring: Ring
  endsAt: number
  timer: NodeJS.Timeout
  /** Whether this instance has begun it, and tells those that come later. */
  isOwn: boolean
}

/** What instances tell each other: each knows of all rings, and ends by itself those that nobody takes. */
type RingNews =
  | { kind: 'start'; ring: Ring; remaining: number }
  | { kind: 'end'; callId: string; userId: string; reason: CallRingEndReason }

interface RingListeners {
  /** Another instance has begun to ring. */
  onStart(ring: Ring): void
  /** A ring is over, whoever has ended it. */
  onEnd(callId: string, userId: string, reason: CallRingEndReason): void
}

/** Who is rung, by call and user. */
const rings = new Map<string, Map<string, Ringing>>()

let bus: Bus = new LocalBus()
let listeners: RingListeners

/** Called once at start. */
export function bindRings(sharedBus: Bus, ringListeners: RingListeners): void {
  bus = sharedBus
  listeners = ringListeners
  bus.listen<RingNews>('rings', (news) => {
    if (news.kind === 'end') end(news.callId, news.userId, news.reason)
    else if (add(news.ring, news.remaining, false)) listeners.onStart(news.ring)
  })
  bus.on('joined', repeat)
  bus.on('back', repeat)
}

/** Rings until {@link stopRing}, or until the time is up. */
export function startRing(ring: Ring): void {
  if (add(ring, limits.callRing, true)) tellStart(ring, limits.callRing)
}

/** Ends a ring on every instance, if there is one. */
export function stopRing(callId: string, userId: string, reason: CallRingEndReason): void {
  if (end(callId, userId, reason)) bus.publish('rings', { kind: 'end', callId, userId, reason } satisfies RingNews)
}

/** Ends a ring here, by what every instance notices. */
export function endRing(callId: string, userId: string, reason: CallRingEndReason): void {
  end(callId, userId, reason)
}

/** Ids of the users who are rung. */
export function listRinging(callId: string): string[] {
  return [...(rings.get(callId)?.keys() ?? [])]
}

/** @returns whether it is a new one */
function add(ring: Ring, remaining: number, isOwn: boolean): boolean {
  const { callId, userId } = ring
  const users = rings.get(callId) ?? new Map<string, Ringing>()
  if (users.has(userId)) return false
  const timer = setTimeout(() => end(callId, userId, 'missed'), remaining).unref()
  rings.set(callId, users.set(userId, { ring, endsAt: performance.now() + remaining, timer, isOwn }))
  return true
}

/** @returns whether there was one */
function end(callId: string, userId: string, reason: CallRingEndReason): boolean {
  const users = rings.get(callId)
  const ringing = users?.get(userId)
  if (!users || !ringing) return false
  clearTimeout(ringing.timer)
  users.delete(userId)
  if (users.size === 0) rings.delete(callId)
  listeners.onEnd(callId, userId, reason)
  return true
}

function tellStart(ring: Ring, remaining: number): void {
  bus.publish('rings', { kind: 'start', ring, remaining } satisfies RingNews)
}

/** Tells those who may not have heard it. */
function repeat(): void {
  for (const users of rings.values())
    for (const { ring, endsAt, isOwn } of users.values()) if (isOwn) tellStart(ring, endsAt - performance.now())
}
