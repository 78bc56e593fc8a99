/**
 * A media forwarding unit: the one peer of everybody in a call, which passes on what each of them shows. This is all that
 * the rest of the app knows of it, so that another unit can stand here than the one in `worker-forwarder.ts`. A
 * participant's browser speaks to it through the app, with the events that it would speak to another participant with,
 * under the id `forwardingUnitId`; what they say to each other is described in the contract's `forwarding.ts`.
 */
export interface Forwarder {
  /** Participants that it can take, all calls together. */
  readonly capacity: number
  /** Takes what a participant says to it. An offer begins a connection, and ends the one there was. */
  receive(callId: string, participantId: string, said: SaidToUnit): void
  /** The participant is in the call no more. */
  leave(callId: string, participantId: string): void
  close(): void
}

export type SaidToUnit =
  | { name: 'offer'; sdp: string }
  | { name: 'ice-candidate'; candidate: { candidate: string; sdpMid: string | null; sdpMLineIndex: number | null } }

export interface ForwarderListeners {
  /** It answers a participant. */
  onAnswer(callId: string, participantId: string, sdp: string): void
  /** Media flows between it and a participant. */
  onConnected(callId: string, participantId: string): void
  /** All of its connections are gone: whoever was connected has to connect anew. */
  onLost(): void
}
