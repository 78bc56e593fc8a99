import type { CallLeaveReason } from '@parley/contracts/call'
import { limits } from '@parley/contracts/limits'
import { toAppError } from '../lib/errors.ts'
import { logger } from '../lib/logger.ts'
import { calls, type Seat } from '../realtime/calls.ts'
import { lostSeats } from '../realtime/lost-seats.ts'
import { stopRing } from '../realtime/rings.ts'
import { findExistingSessions } from '../repositories/session.repository.ts'
import { type Actor, requireChannel } from './access.ts'
import { announceLeft, announceState } from './call-news.controller.ts'

/** The actor's connection is closed: its place waits for a while, since media may flow on. */
export async function disconnected(actor: Actor, connectionId: string): Promise<void> {
  const current = calls.seatOf(actor.userId)
  if (current?.connectionId !== connectionId) return
  const seat = calls.update(current, { connectionId: null })
  if (!seat) return
  lostSeats.set(seat.id, limits.callGrace, () => {
    endSeat(seat, 'lost').catch((error) => logger.warn({ err: error }, 'could not end a lost seat'))
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
    if (!mayStay) await endSeat(seat, 'removed')
  }
}

async function endSeats(concerns: (seat: Seat) => boolean): Promise<void> {
  for (const seat of calls.listOurs().filter(concerns)) await endSeat(seat, 'removed')
}

/** Ends a seat, if the user still has that one, and tells everybody who could see it. */
export async function endSeat(seat: Seat, reason: CallLeaveReason): Promise<void> {
  const { userId } = seat
  const last = calls.seatOf(userId) ?? seat
  if (calls.leave(seat, reason)) await announceLeft(last, reason)
}
