import type { UnitNetwork } from './forwarded-peer.ts'
import type { SaidToUnit } from './forwarder.ts'

/** What the app says to the unit's process. */
export type UnitCommand =
  | { kind: 'start'; network: UnitNetwork }
  | { kind: 'said'; callId: string; participantId: string; said: SaidToUnit }
  | { kind: 'leave'; callId: string; participantId: string }

/** What the unit's process says to the app. */
export type UnitReport =
  | { kind: 'answer'; callId: string; participantId: string; sdp: string }
  | { kind: 'connected'; callId: string; participantId: string }
  /** At intervals, which also shows that it is alive. */
  | { kind: 'figures'; cores: number; participants: number; incoming: number; outgoing: number }

/** Milliseconds between two reports of figures. */
export const FIGURES_INTERVAL_MS = 1_000
