import type { CallParticipant, IceServer, ReceivedSignal, Signal, SignalName } from '@parley/contracts/call'
import type { ShownPicture } from '@parley/contracts/forwarding'
import type { LocalTracks, MediaSlot } from './media-slots.ts'
import type { PeerStatus } from './peer.ts'

/** The way that the media of a call takes: directly between all, or through a forwarding unit. */
export interface MediaTopology {
  selfId: string
  /** Takes in who is there, oneself included. */
  update(participants: CallParticipant[]): void
  receive(signal: Received): void
  setTrack(slot: MediaSlot, track: MediaStreamTrack | undefined): void
  /** Takes in which pictures are on the screen, the most important first. */
  show(pictures: ShownPicture[]): void
  /** The live connection is back: looks for paths anew. */
  recover(iceServers: IceServer[]): void
  /** Somebody's live connection is back: says again what they have missed. */
  repeat(participantId: string): void
  receiver(participantId: string, slot: MediaSlot): RTCRtpReceiver | undefined
  getStats(): Promise<Map<string, RTCStatsReport>>
  close(): void
}

export interface TopologyOptions {
  callId: string
  selfId: string
  iceServers: IceServer[]
  tracks: LocalTracks
  send<Name extends SignalName>(name: Name, signal: Signal<Name>): Promise<unknown>
  /** The path to a participant is another, or what comes by it. */
  onStatus(participantId: string, status: PeerStatus | undefined): void
}

export type Received =
  | ({ name: 'offer' } & ReceivedSignal<'offer'>)
  | ({ name: 'answer' } & ReceivedSignal<'answer'>)
  | ({ name: 'ice-candidate' } & ReceivedSignal<'ice-candidate'>)
