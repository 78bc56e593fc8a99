import type { Call, CallParticipant } from '@parley/contracts/call'
import type { Author } from '@parley/contracts/user'

type Seat = Omit<CallParticipant, 'reconnecting' | 'user'> & { connectionId: string | null }

/** A seat, and whose it is, as everybody sees it who may see the call. */
export function presentParticipant(seat: Seat, { id, username, displayName, avatarUrl }: Author): CallParticipant {
  return {
    id: seat.id,
    userId: seat.userId,
    user: { id, username, displayName, avatarUrl },
    audio: seat.audio,
    video: seat.video,
    screen: seat.screen,
    muted: seat.muted,
    deafened: seat.deafened,
    reconnecting: seat.connectionId === null,
    joinedAt: seat.joinedAt,
  }
}

/** A call as everybody sees it who may see its channel. */
export function presentCall(
  { id, serverId, startedAt }: Pick<Call, 'id' | 'serverId' | 'startedAt'>,
  participants: CallParticipant[],
  ringing: string[],
): Call {
  return { id, serverId, startedAt, participants, ringing }
}
