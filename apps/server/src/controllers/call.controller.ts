import type {
  Call,
  callStateChange,
  IceServer,
  JoinedCall,
  joinCallOptions,
  Signal,
  SignalName,
} from '@parley/contracts/call'
import { channelType } from '@parley/contracts/channel-type'
import { forwardingUnitId } from '@parley/contracts/forwarding-layout'
import type { z } from 'zod'
import { limiter } from '../config/rate-limits.ts'
import { AppError, toAppError } from '../lib/errors.ts'
import { iceServersFor } from '../lib/ice-servers.ts'
import { newId } from '../lib/ids.ts'
import { logger } from '../lib/logger.ts'
import { callJoinFailures } from '../lib/metrics.ts'
import { presentCall } from '../presenters/call.presenter.ts'
import { type CallState, calls, type Seat } from '../realtime/calls.ts'
import { lostSeats } from '../realtime/lost-seats.ts'
import { publishSignal } from '../realtime/publisher.ts'
import { listRinging, type Ring, startRing, stopRing } from '../realtime/rings.ts'
import { enterCall, isConnected } from '../realtime/rooms.ts'
import { findParticipantIds, listServerIds } from '../repositories/membership.repository.ts'
import { type Actor, type ChannelAccess, requireChannel, requireTarget, type Target } from './access.ts'
import { announceJoined, announceLeft, announceRing, announceState, presentSeats } from './call-news.controller.ts'
import { roomFor, tellUnit, topologyOf } from './forwarding.controller.ts'
import { endSeat } from './seat.controller.ts'

/** Seconds that the credentials of a check last. */
const CHECK_LIFETIME = 10 * 60

/**
 * Takes a place in the call of a channel or conversation, which begins with the first. A user has one place at most: who
 * joins on another device takes over there, because two devices of one person beside each other would howl. With
 * `resume` a device comes back to the place it has had.
 * @throws AppError `not_found`, `forbidden`, `limit_reached`, `forwarder_full`, `joined_elsewhere`, `rate_limited`
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
  const room = roomFor(callId)
  const result = calls.join({ seat, resume, capacity: room.people })
  if (result.outcome === 'full') {
    throw room.isUnitFull
      ? new AppError('forwarder_full')
      : new AppError('limit_reached', { detail: 'This call is full' })
  }
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
    await endSeat(seat, 'removed')
    throw error
  }
}

/** Leaves a call, if it is in this one, and by this connection, that the actor is. @throws AppError `not_found` */
export async function leaveCall(actor: Actor, connectionId: string, target: Target): Promise<void> {
  const { id: callId } = await requireTarget(actor, target)
  const seat = calls.seatOf(actor.userId)
  if (seat?.callId === callId && seat.connectionId === connectionId) await endSeat(seat, 'left')
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

const notInCall = () => new AppError('not_found', { detail: 'You are not both in this call' })

function requireSeat(actor: Actor, connectionId: string, callId: string): Seat {
  const seat = calls.seatOf(actor.userId)
  if (seat?.callId !== callId || seat.connectionId !== connectionId) throw notInCall()
  return seat
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
