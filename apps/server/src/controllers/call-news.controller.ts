import type { CallLeaveReason, CallParticipant } from '@parley/contracts/call'
import type { Bus } from '../lib/bus.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { logger } from '../lib/logger.ts'
import { presentParticipant } from '../presenters/call.presenter.ts'
import { type CallState, CallStore, calls, type Seat, type SeatNews, setUpCalls } from '../realtime/calls.ts'
import { lostSeats } from '../realtime/lost-seats.ts'
import {
  publishCallJoined,
  publishCallLeft,
  publishCallRing,
  publishCallRingEnded,
  publishCallState,
} from '../realtime/publisher.ts'
import { bindRings, endRing, listRinging, type Ring } from '../realtime/rings.ts'
import { type ChannelAudience, evictFromCall } from '../realtime/rooms.ts'
import { findParticipantIds } from '../repositories/membership.repository.ts'
import { findAuthor } from '../repositories/user.repository.ts'
import { considerTopology, leaveUnit } from './forwarding.controller.ts'

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

/** Tells everybody who may see a call of somebody new in it, and whom it asked to join that they have. */
export async function announceJoined(seat: Seat): Promise<void> {
  const { callId, serverId, startedAt, userId } = seat
  endRing(callId, userId, 'answered')
  publishCallJoined(await audienceOf(seat), { callId, serverId, startedAt, participant: await present(seat) })
  considerTopology(callId)
}

/** Tells everybody who may see a call who is in it no more, and takes their connection out of it. */
export async function announceLeft(seat: Seat, reason: CallLeaveReason): Promise<void> {
  const { callId, serverId } = seat
  lostSeats.clear(seat.id)
  leaveUnit(seat)
  considerTopology(callId)
  publishCallLeft(await audienceOf(seat), { callId, serverId, participant: await present(seat), reason })
  if (seat.connectionId !== null) evictFromCall(seat.connectionId, callId)
  // Nobody is there any more to answer to.
  if (!calls.find(callId)) for (const userId of listRinging(callId)) endRing(callId, userId, 'cancelled')
}

/** Tells everybody who may see a call what somebody in it has switched, or that they are reconnecting. */
export async function announceState(seat: Seat): Promise<void> {
  const { callId, serverId } = seat
  publishCallState(await audienceOf(seat), { callId, serverId, participant: await present(seat) })
  considerTopology(callId)
}

async function present(seat: Seat): Promise<CallParticipant> {
  const user = await findAuthor(seat.userId)
  if (!user) throw new AppError('not_found')
  return presentParticipant(seat, user)
}

/** Everybody in a call, as those see them who may see it. */
export function presentSeats(call: CallState | undefined): Promise<CallParticipant[]> {
  return Promise.all(call?.seats.map(present) ?? [])
}

async function audienceOf({ callId: id, serverId }: Seat): Promise<ChannelAudience> {
  return { id, serverId, participantIds: serverId === null ? await findParticipantIds(id) : new Set() }
}

/** Rings the devices that are connected here. */
export async function announceRing({ callId, userId, callerId }: Ring): Promise<void> {
  const call = calls.find(callId)
  const caller = call?.seats.find(({ id }) => id === callerId)
  const isThere = call?.seats.some((seat) => seat.userId === userId)
  if (!caller || isThere) return endRing(callId, userId, isThere ? 'answered' : 'cancelled')
  publishCallRing(userId, { callId, participant: await present(caller) })
}
