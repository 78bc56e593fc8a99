import type { CallTopology, Signal, SignalName } from '@parley/contracts/call'
import { forwardingUnitId } from '@parley/contracts/forwarding-layout'
import { limits } from '@parley/contracts/limits'
import type { Forwarder, ForwarderListeners, SaidToUnit } from '../forwarder/forwarder.ts'
import type { Bus } from '../lib/bus.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { KeyedTimers } from '../lib/keyed-timers.ts'
import { logger } from '../lib/logger.ts'
import { forwarderFallbacks } from '../lib/metrics.ts'
import { type CallState, calls, type Seat } from '../realtime/calls.ts'
import { ForwardedCalls } from '../realtime/forwarded-calls.ts'
import { publishCallTopology, publishSignal } from '../realtime/publisher.ts'

/** Milliseconds that everybody in a call has to reach the unit it moves to; the mesh goes on meanwhile. */
const MOVE_MS = 30_000

/** Milliseconds that the others have to take over a call whose instance is gone. */
const TAKE_OVER_MS = 1_000

/** What a participant on another instance says to the unit of the one that has the call. */
interface Relayed {
  host: string
  callId: string
  participantId: string
  said: SaidToUnit
}

let forwarded: ForwardedCalls
let forwarder: Forwarder | undefined
let bus: Bus
/** Calls that stay in a mesh, because somebody could not reach the unit. */
const meshOnly = new Set<string>()
/** Participants who have not reached the unit yet, by the call that is moving to it. */
const missing = new Map<string, Set<string>>()
const moves = new KeyedTimers()

/**
 * Moves calls that have grown to this instance's forwarding unit.
 * @param createForwarder absent where there is none
 * @returns a function that ends it
 */
export function followForwarding(
  sharedBus: Bus,
  createForwarder: ((listeners: ForwarderListeners) => Forwarder) | undefined,
): () => void {
  bus = sharedBus
  forwarded = new ForwardedCalls(bus, (callIds, isLost) => {
    for (const callId of callIds) {
      // Another instance takes over what a lost one had.
      if (isLost) moves.set(callId, TAKE_OVER_MS, () => announce(callId))
      else announce(callId)
      considerTopology(callId)
    }
  })
  forwarder = createForwarder?.({
    onAnswer: answer,
    onConnected: (callId, participantId) => arrive(callId, participantId),
    onLost: () => {
      for (const callId of forwarded.listOwn()) move(callId, forwarded.find(callId)?.isReady ?? false)
    },
  })
  bus.listen<Relayed>('forwarder', ({ host, callId, participantId, said }) => {
    if (host === bus.instanceId) forwarder?.receive(callId, participantId, said)
  })
  return () => {
    forwarded.close()
    forwarder?.close()
  }
}

/** The way that a call's media takes. */
export function topologyOf(callId: string): CallTopology {
  return forwarded.topologyOf(callId)
}

/** How many people a call can have, and whether it is the unit that has no room for more of them. */
export function roomFor(callId: string): { people: number; isUnitFull: boolean } {
  const placement = forwarded.find(callId)
  const people = calls.find(callId)?.seats.length ?? 0
  if (placement) {
    const isUnitFull = forwarded.isHere(callId) ? !hasRoomFor(1) : placement.isFull
    return { people: isUnitFull ? people : limits.forwardedParticipants, isUnitFull }
  }
  const mayMove = forwarder !== undefined && !meshOnly.has(callId)
  if (mayMove && hasRoomFor(people + 1)) return { people: limits.forwardedParticipants, isUnitFull: false }
  return { people: limits.callParticipants, isUnitFull: mayMove }
}

/** Whether this instance's unit can take so many people more than have their places with it, there already or not. */
function hasRoomFor(people: number): boolean {
  const placed = forwarded.listOwn().reduce((sum, callId) => sum + (calls.find(callId)?.seats.length ?? 0), 0)
  return forwarder !== undefined && placed + people <= forwarder.capacity
}

/** Moves a call to the unit, if it has grown so far and is this instance's to move: that of whoever is in it longest. */
export function considerTopology(callId: string): void {
  const call = calls.find(callId)
  if (!call) {
    meshOnly.delete(callId)
    moves.clear(callId)
    missing.delete(callId)
    forwarded.release(callId)
    noteRoom()
    return
  }
  if (forwarded.find(callId)) {
    noteRoom()
    return
  }
  const oldest = call.seats.find(({ connectionId }) => connectionId !== null)
  if (!forwarder || !oldest || !calls.holds(oldest) || meshOnly.has(callId)) return
  // Of an instance that is gone there is no mesh left to go on meanwhile.
  if (isTooLargeForMesh(call) && hasRoomFor(call.seats.length)) move(callId, moves.has(callId))
}

/** A participant is gone. */
export function leaveUnit({ callId, id }: Seat): void {
  if (!forwarded.isHere(callId)) return
  forwarder?.leave(callId, id)
  arrive(callId, id)
}

/** Passes on what a participant says to the unit. @throws AppError `not_found`, `unavailable` */
export function tellUnit<Name extends SignalName>({ id }: Seat, name: Name, signal: Signal<Name>): void {
  const { callId } = signal
  const placement = forwarded.find(callId)
  const said = asSaid(name, signal)
  if (!placement || !said) throw new AppError('not_found', { detail: 'You are not both in this call' })
  if (placement.host === bus.instanceId) forwarder?.receive(callId, id, said)
  else if (bus.isHeard)
    bus.publish('forwarder', { host: placement.host, callId, participantId: id, said } satisfies Relayed)
  else throw new AppError('unavailable', { detail: 'The unit cannot be reached' })
}

function asSaid(name: SignalName, signal: Signal<SignalName>): SaidToUnit | undefined {
  if ('candidate' in signal) return { name: 'ice-candidate', candidate: signal.candidate }
  return name === 'offer' ? { name, sdp: signal.description.sdp } : undefined
}

function isTooLargeForMesh({ seats }: CallState): boolean {
  const hasPictures = seats.some(({ video, screen }) => video || screen)
  return seats.length > (hasPictures ? limits.meshWithPictures : limits.meshWithoutPictures)
}

/** @param isReady whether the way that the media took before is gone already */
function move(callId: string, isReady: boolean): void {
  const seats = calls.find(callId)?.seats.filter(({ connectionId }) => connectionId !== null) ?? []
  missing.set(callId, new Set(seats.map(({ id }) => id)))
  forwarded.place(callId, { unit: newId(), isReady, isFull: false })
  announce(callId)
  moves.set(callId, MOVE_MS, () => fallBack(callId))
}

/** One less to wait for, there or gone. */
function arrive(callId: string, participantId: string): void {
  const waiting = missing.get(callId)
  if (!waiting?.delete(participantId) || waiting.size > 0) return
  missing.delete(callId)
  moves.clear(callId)
  const placement = forwarded.find(callId)
  if (!placement || placement.isReady || !forwarded.isHere(callId)) return
  const { unit, isFull } = placement
  forwarded.place(callId, { unit, isFull, isReady: true })
  announce(callId)
}

/** What reaches everybody directly is better than what does not reach somebody. */
function fallBack(callId: string): void {
  const count = missing.get(callId)?.size
  logger.warn({ callId, missing: count }, 'a call stays in a mesh: the forwarding unit was not reached; see SFU_PORTS')
  forwarderFallbacks.inc()
  missing.delete(callId)
  meshOnly.add(callId)
  for (const { id } of calls.find(callId)?.seats ?? []) forwarder?.leave(callId, id)
  forwarded.release(callId)
  announce(callId)
}

/** Lets the other instances know whether there is room for more in the calls of this one's unit. */
function noteRoom(): void {
  const isFull = !hasRoomFor(1)
  for (const callId of forwarded.listOwn()) {
    const placement = forwarded.find(callId)
    if (placement && placement.isFull !== isFull)
      forwarded.place(callId, { unit: placement.unit, isReady: placement.isReady, isFull })
  }
}

/** Every instance tells its own connections. */
function announce(callId: string): void {
  if (calls.find(callId)) publishCallTopology({ callId, ...forwarded.topologyOf(callId) })
}

function answer(callId: string, participantId: string, sdp: string): void {
  const seat = calls.find(callId)?.seats.find(({ id }) => id === participantId)
  if (!seat?.connectionId) return
  const description = { type: 'answer', sdp } as const
  publishSignal(seat.connectionId, 'answer', { callId, to: participantId, from: forwardingUnitId, description })
}
