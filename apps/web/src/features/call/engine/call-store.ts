import type { CallParticipant } from '@parley/contracts/call'
import { create } from 'zustand'
import type { Target } from '../../../realtime/target.ts'
import type { PeerStatus } from './peer.ts'

/** Whether one is heard: `waiting` for the person or the device, or why there is no microphone. */
export type MicrophoneState = 'on' | 'waiting' | 'denied' | 'missing' | 'busy'

/** Why one is out of a call without having left it. */
export type CallEnd = 'moved' | 'removed' | 'full' | 'crowded' | 'failed'

/** What comes from another participant. */
interface RemotePictures {
  camera: MediaStream
  screen: MediaStream
}

export interface CallState {
  /** `joining` until the app has a place for us. */
  status: 'idle' | 'joining' | 'joined'
  target: Target | null
  selfId: string | null
  participants: CallParticipant[]
  /** The path to each of the others, by participant id, as are the next two. */
  peers: Record<string, PeerStatus>
  pictures: Record<string, RemotePictures>
  speaking: Record<string, boolean>
  microphone: MicrophoneState
  muted: boolean
  deafened: boolean
  /** One's own pictures, while they are sent. */
  camera: MediaStream | null
  screen: MediaStream | null
  /** The camera went off by itself, which the person has not been told yet. */
  cameraIsLost: boolean
  /** The browser plays no sound before the page is clicked on. */
  isSoundBlocked: boolean
  /** What the person has not been told yet. */
  ended: CallEnd | null
}

export const idle: CallState = {
  status: 'idle',
  target: null,
  selfId: null,
  participants: [],
  peers: {},
  pictures: {},
  speaking: {},
  microphone: 'waiting',
  muted: false,
  deafened: false,
  camera: null,
  screen: null,
  cameraIsLost: false,
  isSoundBlocked: false,
  ended: null,
}

/** The call one is in, as the screen shows it; the engine alone writes it. */
export const useCall = create<CallState>(() => idle)
