import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** What one has chosen on this browser about how one is heard and seen. */
export interface DeviceSettings {
  /** Device ids; empty for the system's choice. */
  microphoneId: string
  cameraId: string
  speakerId: string
  noiseSuppression: boolean
  echoCancellation: boolean
  /** Whether one is heard only while a key is held down. */
  pushToTalk: boolean
  /** The key's `KeyboardEvent.code`. */
  pushToTalkKey: string
  /** 0 to 1 by user id; 1 where nothing is said. */
  volumes: Record<string, number>
}

export const useDeviceSettings = create<DeviceSettings>()(
  persist(
    (): DeviceSettings => ({
      microphoneId: '',
      cameraId: '',
      speakerId: '',
      noiseSuppression: true,
      echoCancellation: true,
      pushToTalk: false,
      pushToTalkKey: 'Backquote',
      volumes: {},
    }),
    { name: 'parley:devices' },
  ),
)

/** Why a device could not be opened. */
export type DeviceProblem = 'denied' | 'missing' | 'busy'

/** What the browser's refusal means. */
export function describeRefusal(error: unknown): DeviceProblem {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'missing'
}

const exactly = (deviceId: string) => (deviceId === '' ? {} : { deviceId: { exact: deviceId } })

/** Opens one device; where the chosen one is gone, the system's choice. */
async function open(constraints: (deviceId: string) => MediaStreamConstraints, deviceId: string): Promise<MediaStream> {
  // Pages without TLS have no devices.
  if (!navigator.mediaDevices) throw new DOMException('No secure context', 'NotFoundError')
  try {
    return await navigator.mediaDevices.getUserMedia(constraints(deviceId))
  } catch (error) {
    if (deviceId === '' || describeRefusal(error) === 'denied') throw error
    return navigator.mediaDevices.getUserMedia(constraints(''))
  }
}

export async function openMicrophone(): Promise<MediaStreamTrack> {
  const { microphoneId, echoCancellation, noiseSuppression } = useDeviceSettings.getState()
  const stream = await open(
    (deviceId) => ({
      audio: { ...exactly(deviceId), echoCancellation, noiseSuppression, autoGainControl: true, channelCount: 1 },
    }),
    microphoneId,
  )
  return trackOf(stream.getAudioTracks())
}

export async function openCamera(): Promise<MediaStreamTrack> {
  const { cameraId } = useDeviceSettings.getState()
  const stream = await open(
    (deviceId) => ({
      video: { ...exactly(deviceId), width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
    }),
    cameraId,
  )
  return trackOf(stream.getVideoTracks())
}

/** Lets the person choose a screen, window or tab, with its sound where the browser has it. */
export async function openScreen(): Promise<{ picture: MediaStreamTrack; sound: MediaStreamTrack | undefined }> {
  const stream = await navigator.mediaDevices.getDisplayMedia({
    video: { frameRate: { ideal: 15, max: 30 } },
    audio: true,
  })
  const picture = trackOf(stream.getVideoTracks())
  picture.contentHint = 'detail'
  return { picture, sound: stream.getAudioTracks()[0] }
}

function trackOf([track]: MediaStreamTrack[]): MediaStreamTrack {
  if (!track) throw new DOMException('No track', 'NotFoundError')
  return track
}
