import type {
  Call,
  CallLeaveReason,
  CallParticipant,
  callStateChange,
  IceServer,
  JoinedCall,
  joinCallOptions,
  Signal,
  SignalName,
} from '@parley/contracts/call'
import { channelType } from '@parley/contracts/channel-type'
import { forwardingUnitId } from '@parley/contracts/forwarding-layout'
import { limits } from '@parley/contracts/limits'
import type { z } from 'zod'
import { limiter } from '../config/rate-limits.ts'
import type { Bus } from '../lib/bus.ts'
import { AppError, toAppError } from '../lib/errors.ts'
import { iceServersFor } from '../lib/ice-servers.ts'
import { newId } from '../lib/ids.ts'
import { KeyedTimers } from '../lib/keyed-timers.ts'
import { logger } from '../lib/logger.ts'
import { callJoinFailures } from '../lib/metrics.ts'
import { presentCall, presentParticipant } from '../presenters/call.presenter.ts'
import { type CallState, CallStore, calls, type Seat, type SeatNews, setUpCalls } from '../realtime/calls.ts'
import {
  publishCallJoined,
  publishCallLeft,
  publishCallRing,
  publishCallRingEnded,
  publishCallState,
  publishSignal,
} from '../realtime/publisher.ts'
import { bindRings, endRing, listRinging, type Ring, startRing, stopRing } from '../realtime/rings.ts'
import { type ChannelAudience, enterCall, evictFromCall, isConnected } from '../realtime/rooms.ts'
import { findParticipantIds, listServerIds } from '../repositories/membership.repository.ts'
import { findExistingSessions } from '../repositories/session.repository.ts'
import { findAuthor } from '../repositories/user.repository.ts'
import { type Actor, type ChannelAccess, requireChannel, requireTarget, type Target } from './access.ts'
import { capacityOf, considerTopology, leaveUnit, tellUnit, topologyOf } from './forwarding.controller.ts'

/** Seconds that the credentials of a check last. */
const CHECK_LIFETIME = 10 * 60

/** Seats of this instance whose connection is lost, by participant id. */
const lostSeats = new KeyedTimers()

/**
 * Shares calls with the other instances, and tells this one's connections what has changed on them: every instance tells
 * its own.
 * @returns a function that ends it
 */
export function followCalls(bus: Bus): () => void {
  // In their order, whatever has to be looked up in between.
  let telling = Promise.resolve()
  const tell = (what: () => Promise<void>) => {
    telling = telling.then(what).catch((error) => logger.warn({ err: error }, 'could not announce a change of a call'))
  }
  const store = new CallStore(newId(), bus, (news) => tell(() => announceNews(news)))
  setUpCalls(store)
  bindRings(bus, {
    onStart: (ring) => tell(() => announceRing(ring)),
    onEnd: (callId, userId, reason) => publishCallRingEnded({ callId, userId, reason }),
  })
  return () => store.close()
}

async function announceNews(news: SeatNews): Promise<void> {
  const { kind, seat } = news
  if (kind === 'left') return announceLeft(seat, news.reason)
  lostSeats.clear(seat.id)
  if (kind === 'joined') return announceJoined(seat)
  return announceState(seat)
}

/**
 * Takes a place in the call of a channel or conversation, which begins with the first. A user has one place at most: who
 * joins on another device takes over there, because two devices of one person beside each other would howl. With
 * `resume` a device comes back to the place it has had.
 * @throws AppError `not_found`, `forbidden`, `limit_reached`, `joined_elsewhere`, `rate_limited`
 */
export async function joinCall(
  actor: Actor,
  connectionId: string,
  target: Target,
  options: z.infer<typeof joinCallOptions>,
): Promise<JoinedCall> {
  try {
    return await join(actor, connectionId, target, options)
  } catch (error) {
    callJoinFailures.inc({ reason: toAppError(error).code })
    throw error
  }
}

async function join(
  actor: Actor,
  connectionId: string,
  target: Target,
  { media, resume }: z.infer<typeof joinCallOptions>,
): Promise<JoinedCall> {
  const channel = await requireCallable(actor, target)
  const { id: callId, serverId } = channel
  if (serverId === null && resume === undefined && !calls.find(callId)) await limiter.spend('ring', actor.userId)

  const now = new Date().toISOString()
  const seat: Seat = {
    ...media,
    id: newId(),
    callId,
    serverId,
    startedAt: now,
    userId: actor.userId,
    sessionId: actor.sessionId,
    connectionId,
    muted: false,
    deafened: false,
    joinedAt: now,
  }
  const result = calls.join({ seat, resume, capacity: capacityOf(callId) })
  if (result.outcome === 'full') throw new AppError('limit_reached', { detail: 'This call is full' })
  if (result.outcome === 'elsewhere') throw new AppError('joined_elsewhere')
  if (result.outcome === 'seated' && result.left) await announceLeft(result.left, 'moved')

  const { id: selfId } = result.seat
  lostSeats.clear(selfId)
  enterCall(connectionId, callId)
  await requireStillThere(actor, connectionId, target, result.seat)
  if (result.outcome === 'resumed') await announceState(result.seat)
  else {
    await announceJoined(result.seat)
    if (result.isFirst && resume === undefined) ring(channel, result.seat)
  }
  return {
    callId,
    selfId,
    ...topologyOf(callId),
    participants: await presentSeats(calls.find(callId)),
    iceServers: iceServersFor(`${actor.userId}.${callId}`),
  }
}

async function requireCallable(actor: Actor, target: Target): Promise<ChannelAccess> {
  const channel = await requireTarget(actor, target, { fresh: true })
  if (channel.type === channelType.text || channel.type === channelType.category) {
    throw new AppError('forbidden', { detail: 'Calls are in voice channels and conversations' })
  }
  return channel
}

/** Whoever was removed, or has hung up, while joining was not there to be taken out. */
async function requireStillThere(actor: Actor, connectionId: string, target: Target, seat: Seat): Promise<void> {
  try {
    await requireCallable(actor, target)
    if (!isConnected(connectionId)) throw new AppError('unavailable')
  } catch (error) {
    await leave(seat, 'removed')
    throw error
  }
}

/** Leaves a call, if it is in this one, and by this connection, that the actor is. @throws AppError `not_found` */
export async function leaveCall(actor: Actor, connectionId: string, target: Target): Promise<void> {
  const { id: callId } = await requireTarget(actor, target)
  const seat = calls.seatOf(actor.userId)
  if (seat?.callId === callId && seat.connectionId === connectionId) await leave(seat, 'left')
}

/** Stops the ringing of all of the actor's devices. @throws AppError `not_found` */
export async function declineCall(actor: Actor, callId: string): Promise<void> {
  await requireChannel(actor, callId)
  stopRing(callId, actor.userId, 'declined')
}

/** @throws AppError `not_found` unless the actor is in the call by this connection */
export async function setCallState(
  actor: Actor,
  connectionId: string,
  { callId, ...change }: z.infer<typeof callStateChange>,
): Promise<void> {
  const current = requireSeat(actor, connectionId, callId)
  const { audio, ...rest } = change
  const seat = calls.update(current, { ...rest, ...(audio !== undefined && { audio }) })
  if (seat) await announceState(seat)
}

/**
 * Passes what one participant says on to the one it is for.
 * @throws AppError `not_found` unless both are in the call, `unavailable` while the other is reconnecting
 */
export async function relaySignal<Name extends SignalName>(
  actor: Actor,
  connectionId: string,
  name: Name,
  signal: Signal<Name>,
): Promise<void> {
  const seat = requireSeat(actor, connectionId, signal.callId)
  const { id: from } = seat
  if (signal.to === forwardingUnitId) return tellUnit(seat, name, signal)
  const receiver = calls.find(signal.callId)?.seats.find(({ id }) => id === signal.to && id !== from)
  if (!receiver) throw notInCall()
  if (receiver.connectionId === null || !calls.canReach(receiver))
    throw new AppError('unavailable', { detail: 'They are reconnecting' })
  publishSignal(receiver.connectionId, name, { ...signal, from })
}

/** The calls that the actor may see, with who is in them. */
export async function listCalls(actor: Actor): Promise<Call[]> {
  const all = calls.list()
  const serverIds = new Set(await listServerIds(actor.userId))
  const isVisible = async ({ id, serverId }: CallState) =>
    serverId === null ? (await findParticipantIds(id)).has(actor.userId) : serverIds.has(serverId)
  const visible = await Promise.all(all.map(isVisible))
  const shown = all.filter((_, index) => visible[index])
  return Promise.all(shown.map(async (call) => presentCall(call, await presentSeats(call), listRinging(call.id))))
}

/** The STUN and TURN servers of calls, for the actor to try them. */
export function listIceServers(actor: Actor): IceServer[] {
  return iceServersFor(`${actor.userId}.check`, CHECK_LIFETIME)
}

/** The actor's connection is closed: its place waits for a while, since media may flow on. */
export async function disconnected(actor: Actor, connectionId: string): Promise<void> {
  const current = calls.seatOf(actor.userId)
  if (current?.connectionId !== connectionId) return
  const seat = calls.update(current, { connectionId: null })
  if (!seat) return
  lostSeats.set(seat.id, limits.callGrace, () => {
    leave(seat, 'lost').catch((error) => logger.warn({ err: error }, 'could not end a lost seat'))
  })
  await announceState(seat)
}

/** Ends the places of sessions that are over. */
export async function endSessionSeats(sessionIds: string[]): Promise<void> {
  const ended = new Set(sessionIds)
  await endSeats((seat) => ended.has(seat.sessionId))
}

/** Ends a user's place in any of these calls: the user may see them no more. */
export async function endSeatIn(userId: string, callIds: string[]): Promise<void> {
  for (const callId of callIds) stopRing(callId, userId, 'cancelled')
  await endSeats((seat) => seat.userId === userId && callIds.includes(seat.callId))
}

/** Ends a user's place in a server's call, if it is in one. */
export async function endSeatInServer(userId: string, serverId: string): Promise<void> {
  await endSeats((seat) => seat.userId === userId && seat.serverId === serverId)
}

/** Ends calls whose channels are no more. */
export async function endCalls(callIds: string[]): Promise<void> {
  await endSeats((seat) => callIds.includes(seat.callId))
}

/** Ends the places of those who may not have them any more, for when changes may have gone unheard. */
export async function recheckSeats(): Promise<void> {
  const seats = calls.listOurs()
  const sessionIds = await findExistingSessions(seats.map(({ sessionId }) => sessionId))
  for (const seat of seats) {
    const actor = { userId: seat.userId, sessionId: seat.sessionId }
    const mayStay =
      sessionIds.has(seat.sessionId) &&
      (await requireChannel(actor, seat.callId, { fresh: true }).then(
        () => true,
        (error: unknown) => {
          if (toAppError(error).code === 'not_found') return false
          throw error
        },
      ))
    if (!mayStay) await leave(seat, 'removed')
  }
}

async function endSeats(concerns: (seat: Seat) => boolean): Promise<void> {
  for (const seat of calls.listOurs().filter(concerns)) await leave(seat, 'removed')
}

const notInCall = () => new AppError('not_found', { detail: 'You are not both in this call' })

function requireSeat(actor: Actor, connectionId: string, callId: string): Seat {
  const seat = calls.seatOf(actor.userId)
  if (seat?.callId !== callId || seat.connectionId !== connectionId) throw notInCall()
  return seat
}

async function leave(seat: Seat, reason: CallLeaveReason): Promise<void> {
  const { userId } = seat
  const last = calls.seatOf(userId) ?? seat
  if (calls.leave(seat, reason)) await announceLeft(last, reason)
}

async function announceJoined(seat: Seat): Promise<void> {
  const { callId, serverId, startedAt, userId } = seat
  endRing(callId, userId, 'answered')
  publishCallJoined(await audienceOf(seat), { callId, serverId, startedAt, participant: await present(seat) })
  considerTopology(callId)
}

async function announceLeft(seat: Seat, reason: CallLeaveReason): Promise<void> {
  const { callId, serverId } = seat
  lostSeats.clear(seat.id)
  leaveUnit(seat)
  considerTopology(callId)
  publishCallLeft(await audienceOf(seat), { callId, serverId, participant: await present(seat), reason })
  if (seat.connectionId !== null) evictFromCall(seat.connectionId, callId)
  // Nobody is there any more to answer to.
  if (!calls.find(callId)) for (const userId of listRinging(callId)) endRing(callId, userId, 'cancelled')
}

async function announceState(seat: Seat): Promise<void> {
  const { callId, serverId } = seat
  publishCallState(await audienceOf(seat), { callId, serverId, participant: await present(seat) })
  considerTopology(callId)
}

async function present(seat: Seat): Promise<CallParticipant> {
  const user = await findAuthor(seat.userId)
  if (!user) throw new AppError('not_found')
  return presentParticipant(seat, user)
}

function presentSeats(call: CallState | undefined): Promise<CallParticipant[]> {
  return Promise.all(call?.seats.map(present) ?? [])
}

async function audienceOf({ callId: id, serverId }: Seat): Promise<ChannelAudience> {
  return { id, serverId, participantIds: serverId === null ? await findParticipantIds(id) : new Set() }
}

/** Asks the other people of a conversation to join. */
function ring({ id: callId, serverId, participantIds }: ChannelAccess, caller: Seat): void {
  if (serverId !== null) return
  for (const userId of participantIds) {
    if (userId === caller.userId) continue
    const begun: Ring = { callId, userId, callerId: caller.id }
    startRing(begun)
    announceRing(begun).catch((error) => logger.warn({ err: error }, 'could not ring'))
  }
}

/** Rings the devices that are connected here. */
async function announceRing({ callId, userId, callerId }: Ring): Promise<void> {
  const call = calls.find(callId)
  const caller = call?.seats.find(({ id }) => id === callerId)
  const isThere = call?.seats.some((seat) => seat.userId === userId)
  if (!caller || isThere) return endRing(callId, userId, isThere ? 'answered' : 'cancelled')
  publishCallRing(userId, { callId, participant: await present(caller) })
}
