import type { Call, CallParticipant } from '@parley/contracts/call'
import type { ServerEventPayloads } from '@parley/contracts/events'
import type { User } from '@parley/contracts/user'

// What events change in the list of calls under way.

const updateCall = (calls: Call[], callId: string, change: (call: Call) => Call) =>
  calls.map((call) => (call.id === callId ? change(call) : call))

/** Who joins also begins a call that nobody is in. */
export function addParticipant(
  calls: Call[],
  { callId, serverId, startedAt, participant }: ServerEventPayloads['call-joined'],
): Call[] {
  const begun = { id: callId, serverId, startedAt, participants: [], ringing: [] }
  const known = calls.find(({ id }) => id === callId) ?? begun
  const others = known.participants.filter(({ id }) => id !== participant.id)
  const call = { ...known, participants: [...others, participant] }
  return [...calls.filter(({ id }) => id !== callId), call]
}

/** A call is over when nobody is left. */
export function removeParticipant(calls: Call[], callId: string, participantId: string): Call[] {
  return updateCall(calls, callId, (call) => ({
    ...call,
    participants: call.participants.filter(({ id }) => id !== participantId),
  })).filter(({ participants }) => participants.length > 0)
}

/** Shows what somebody in a call has switched. */
export function updateParticipant(calls: Call[], callId: string, participant: CallParticipant): Call[] {
  return updateCall(calls, callId, (call) => ({
    ...call,
    participants: call.participants.map((other) => (other.id === participant.id ? participant : other)),
  }))
}

/** Notes whether a call rings for somebody. */
export function setRinging(calls: Call[], callId: string, userId: string, isRinging: boolean): Call[] {
  return updateCall(calls, callId, (call) => {
    const others = call.ringing.filter((id) => id !== userId)
    return { ...call, ringing: isRinging ? [...others, userId] : others }
  })
}

/** Shows a changed profile in the calls that the user is in. */
export function updateUser(calls: Call[], { id, username, displayName, avatarUrl }: User): Call[] {
  const change = (participant: CallParticipant) =>
    participant.userId === id ? { ...participant, user: { id, username, displayName, avatarUrl } } : participant
  return calls.map((call) => ({ ...call, participants: call.participants.map(change) }))
}

/** Forgets the calls of a server that one sees no more. */
export function removeServer(calls: Call[], serverId: string): Call[] {
  return calls.filter((call) => call.serverId !== serverId)
}

/** Forgets a call that one sees no more. */
export function removeCall(calls: Call[], callId: string): Call[] {
  return calls.filter(({ id }) => id !== callId)
}
