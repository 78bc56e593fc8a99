import { t } from '@lingui/core/macro'
import type { CallParticipant } from '@parley/contracts/call'
import type { CallEnd, CallState, MicrophoneState } from './engine/call-store.ts'
import type { PeerStatus } from './engine/peer.ts'
import type { QualityProblem } from './peer-quality.ts'

/** Why one is only listening, and what to do about it; nothing while one is heard. */
export function describeMicrophone(state: MicrophoneState): string | undefined {
  switch (state) {
    case 'on':
      return undefined
    case 'waiting':
      return t`You can listen already. Your browser asks whether you want to be heard.`
    case 'denied':
      return t`You are only listening: your browser may not use the microphone. Allow it beside the address, then unmute.`
    case 'missing':
      return t`You are only listening: there is no microphone. Connect one, then unmute.`
    case 'busy':
      return t`You are only listening: another program uses the microphone. Close it there, then unmute.`
  }
}

/** Says why one is in a call no more, or could not join it. */
export function describeEnd(end: CallEnd): string {
  switch (end) {
    case 'moved':
      return t`You have joined a call on another device or in another window.`
    case 'removed':
      return t`The call is over for you: you cannot see this place any more.`
    case 'full':
      return t`This call is full.`
    case 'crowded':
      return t`Calls here carry as many people as they can. Try again when somebody has left.`
    case 'failed':
      return t`The call could not be joined. Try again.`
  }
}

/** How the path to somebody is doing. */
interface PathState {
  status?: PeerStatus | undefined
  problem?: QualityProblem | undefined
}

/** What there is to know about somebody in a call beside the name, for those who do not see it. */
export function describeParticipant(
  participant: CallParticipant,
  isSpeaking: boolean,
  { status, problem }: PathState = {},
): string[] {
  return [
    ...(isSpeaking ? [t`speaking`] : []),
    ...(participant.deafened ? [t`deafened`] : participant.muted ? [t`muted`] : []),
    ...(participant.audio ? [] : [t`only listening`]),
    ...(participant.video ? [t`camera on`] : []),
    ...(participant.screen ? [t`sharing the screen`] : []),
    ...(participant.reconnecting || status === 'lost' ? [t`reconnecting`] : problem ? [t`poor connection`] : []),
  ]
}

/** What one notices of a poor connection, and what helps. */
export function describeProblem(problem: QualityProblem): string {
  switch (problem) {
    case 'loss':
      return t`Words get lost on the way. A cable or a place nearer to the Wi-Fi helps, at either end.`
    case 'delay':
      return t`Everything arrives late: the way is long, or the line is busy with something else.`
    case 'jitter':
      return t`Sound arrives unevenly. A cable helps, and nothing else being loaded meanwhile.`
  }
}

/** How the call as a whole is doing. */
export function describeConnection({ status, peers, participants, selfId }: CallState): string {
  if (status !== 'joined') return t`Joining…`
  const self = participants.find(({ id }) => id === selfId)
  const paths = Object.values(peers)
  if (self?.reconnecting || paths.includes('lost')) return t`Reconnecting…`
  return paths.includes('connecting') ? t`Connecting…` : t`Connected`
}

/** Whether nobody hears one, by choice or for want of a microphone. */
export const isUnheard = ({ muted, deafened, microphone }: CallState) =>
  muted || deafened || (microphone !== 'on' && microphone !== 'waiting')
