import type {
  Call,
  CallLeaveReason,
  CallParticipant,
  CallRingEndReason,
  callStateChange,
  JoinedCall,
  joinCallOptions,
  Signal,
  SignalName,
} from '@parley/contracts/call'
import { channelType } from '@parley/contracts/channel-type'
import { limits } from '@parley/contracts/limits'
import type { z } from 'zod'
import { limiter } from '../config/rate-limits.ts'
import { AppError, toAppError } from '../lib/errors.ts'
import { iceServersFor } from '../lib/ice-servers.ts'
import { newId } from '../lib/ids.ts'
import { KeyedTimers } from '../lib/keyed-timers.ts'
import { logger } from '../lib/logger.ts'
import { callJoinFailures } from '../lib/metrics.ts'
import { presentCall, presentParticipant } from '../presenters/call.presenter.ts'
import { type CallState, calls, type LeaveResult, type Seat } from '../realtime/calls.ts'
import {
  publishCallJoined,
  publishCallLeft,
  publishCallRing,
  publishCallRingEnded,
  publishCallState,
  publishSignal,
} from '../realtime/publisher.ts'
import { type ChannelAudience, enterCall, evictFromCall, isConnected } from '../realtime/rooms.ts'
import { findParticipantIds, listServerIds } from '../repositories/membership.repository.ts'
import { findAuthor } from '../repositories/user.repository.ts'
import { type Actor, type ChannelAccess, requireChannel, requireTarget, type Target } from './access.ts'

/** Seats whose connection is lost, by participant id, and rings, by {@link ringKey}. */
const timers = new KeyedTimers()

const ringKey = (callId: string, userId: string) => `${callId}:${userId}`

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
  if (serverId === null && resume === undefined && !(await calls.find(callId)))
    await limiter.spend('ring', actor.userId)

  const seat: Seat = {
    ...media,
    id: newId(),
    callId,
    userId: actor.userId,
    sessionId: actor.sessionId,
    connectionId,
    muted: false,
    deafened: false,
    joinedAt: new Date().toISOString(),
  }
  const result = await calls.join({ call: { id: callId, serverId }, seat, resume, capacity: limits.callParticipants })
  if (result.outcome === 'full') throw new AppError('limit_reached', { detail: 'This call is full' })
  if (result.outcome === 'elsewhere') throw new AppError('joined_elsewhere')
  if (result.outcome === 'seated' && result.left) await announceLeft(result.left, 'moved')

  const { id: selfId } = result.seat
  timers.clear(selfId)
  enterCall(connectionId, callId)
  await requireStillThere(actor, connectionId, target, selfId)
  await stopRinging(callId, actor.userId, 'answered')
  const participant = await present(result.seat)
  if (result.outcome === 'resumed') publishCallState(channel, { callId, serverId, participant })
  else {
    publishCallJoined(channel, { callId, serverId, startedAt: result.call.startedAt, participant })
    if (result.isFirst && resume === undefined) await ring(channel, participant)
  }
  return {
    callId,
    selfId,
    topology: 'mesh',
    participants: await Promise.all(result.call.seats.map(present)),
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
async function requireStillThere(actor: Actor, connectionId: string, target: Target, selfId: string): Promise<void> {
  try {
    await requireCallable(actor, target)
    if (!isConnected(connectionId)) throw new AppError('unavailable')
  } catch (error) {
    await leave(actor.userId, selfId, 'removed')
    throw error
  }
}

/** Leaves a call, if it is in this one, and by this connection, that the actor is. @throws AppError `not_found` */
export async function leaveCall(actor: Actor, connectionId: string, target: Target): Promise<void> {
  const { id: callId } = await requireTarget(actor, target)
  const seat = await calls.seatOf(actor.userId)
  if (seat?.callId === callId && seat.connectionId === connectionId) await leave(actor.userId, seat.id, 'left')
}

/** Stops the ringing of all of the actor's devices. @throws AppError `not_found` */
export async function declineCall(actor: Actor, callId: string): Promise<void> {
  await requireChannel(actor, callId)
  await stopRinging(callId, actor.userId, 'declined')
}

/** @throws AppError `not_found` unless the actor is in the call by this connection */
export async function setCallState(
  actor: Actor,
  connectionId: string,
  { callId, ...change }: z.infer<typeof callStateChange>,
): Promise<void> {
  const { id } = await requireSeat(actor, connectionId, callId)
  const { audio, ...rest } = change
  const seat = await calls.update(actor.userId, id, { ...rest, ...(audio !== undefined && { audio }) })
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
  const { id: from } = await requireSeat(actor, connectionId, signal.callId)
  const call = await calls.find(signal.callId)
  const receiver = call?.seats.find(({ id }) => id === signal.to && id !== from)
  if (!receiver) throw notInCall()
  if (receiver.connectionId === null) throw new AppError('unavailable', { detail: 'They are reconnecting' })
  publishSignal(receiver.connectionId, name, { ...signal, from })
}

/** The calls that the actor may see, with who is in them. */
export async function listCalls(actor: Actor): Promise<Call[]> {
  const [all, ids] = await Promise.all([calls.list(), listServerIds(actor.userId)])
  const serverIds = new Set(ids)
  const isVisible = async ({ id, serverId }: CallState) =>
    serverId === null ? (await findParticipantIds(id)).has(actor.userId) : serverIds.has(serverId)
  const visible = await Promise.all(all.map(isVisible))
  const shown = all.filter((_, index) => visible[index])
  return Promise.all(shown.map(async (call) => presentCall(call, await Promise.all(call.seats.map(present)))))
}

/** The actor's connection is closed: its place waits for a while, since media may flow on. */
export async function disconnected(actor: Actor, connectionId: string): Promise<void> {
  const current = await calls.seatOf(actor.userId)
  if (current?.connectionId !== connectionId) return
  const seat = await calls.update(actor.userId, current.id, { connectionId: null })
  if (!seat) return
  timers.set(seat.id, limits.callGrace, () => {
    leave(seat.userId, seat.id, 'lost').catch((error) => logger.warn({ err: error }, 'could not end a lost seat'))
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
  for (const callId of callIds) await stopRinging(callId, userId, 'cancelled')
  await endSeats((seat) => seat.userId === userId && callIds.includes(seat.callId))
}

/** Ends calls whose channels are no more. */
export async function endCalls(callIds: string[]): Promise<void> {
  await endSeats((seat) => callIds.includes(seat.callId))
}

async function endSeats(concerns: (seat: Seat) => boolean): Promise<void> {
  const seats = (await calls.list()).flatMap((call) => call.seats.filter(concerns))
  for (const { userId, id } of seats) await leave(userId, id, 'removed')
}

const notInCall = () => new AppError('not_found', { detail: 'You are not both in this call' })

async function requireSeat(actor: Actor, connectionId: string, callId: string): Promise<Seat> {
  const seat = await calls.seatOf(actor.userId)
  if (seat?.callId !== callId || seat.connectionId !== connectionId) throw notInCall()
  return seat
}

async function leave(userId: string, participantId: string, reason: CallLeaveReason): Promise<void> {
  const left = await calls.leave(userId, participantId)
  if (left) await announceLeft(left, reason)
}

async function announceLeft({ seat, call }: LeaveResult, reason: CallLeaveReason): Promise<void> {
  const { callId } = seat
  timers.clear(seat.id)
  const payload = { callId, serverId: call.serverId, participant: await present(seat), reason }
  publishCallLeft(await audienceOf(call), payload)
  if (seat.connectionId !== null) evictFromCall(seat.connectionId, callId)
  // Nobody is there any more to answer to.
  if (call.seats.length === 0) for (const userId of call.ringing) endRing(callId, userId, 'cancelled')
}

async function announceState(seat: Seat): Promise<void> {
  const call = await calls.find(seat.callId)
  if (!call) return
  const payload = { callId: call.id, serverId: call.serverId, participant: await present(seat) }
  publishCallState(await audienceOf(call), payload)
}

async function present(seat: Seat): Promise<CallParticipant> {
  const user = await findAuthor(seat.userId)
  if (!user) throw new AppError('not_found')
  return presentParticipant(seat, user)
}

async function audienceOf({ id, serverId }: CallState): Promise<ChannelAudience> {
  return { id, serverId, participantIds: serverId === null ? await findParticipantIds(id) : new Set() }
}

/** Asks the other people of a conversation to join. */
async function ring({ id: callId, serverId, participantIds }: ChannelAccess, caller: CallParticipant): Promise<void> {
  const others = [...participantIds].filter((userId) => userId !== caller.userId)
  if (serverId !== null || !(await calls.ring(callId, others))) return
  publishCallRing(others, { callId, participant: caller })
  for (const userId of others) {
    timers.set(ringKey(callId, userId), limits.callRing, () => {
      stopRinging(callId, userId, 'missed').catch((error) => logger.warn({ err: error }, 'could not end a ring'))
    })
  }
}

async function stopRinging(callId: string, userId: string, reason: CallRingEndReason): Promise<void> {
  if (await calls.stopRinging(callId, userId)) endRing(callId, userId, reason)
}

function endRing(callId: string, userId: string, reason: CallRingEndReason): void {
  timers.clear(ringKey(callId, userId))
  publishCallRingEnded({ callId, userId, reason })
}
