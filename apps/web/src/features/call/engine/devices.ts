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
  /** Whether the others shall not see one's address. */
  hidesAddress: boolean
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
      hidesAddress: false,
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

/** The chosen device; where that is gone, the system's choice. */
const preferring = (deviceId: string): MediaTrackConstraints[] =>
  deviceId === '' ? [{}] : [{ deviceId: { exact: deviceId } }, {}]

/** Opens a device by the first of these wishes that can be met. */
async function open(wishes: MediaStreamConstraints[]): Promise<MediaStream> {
  // Pages without TLS have no devices.
  if (!navigator.mediaDevices) throw new DOMException('No secure context', 'NotFoundError')
  let refusal: unknown
  for (const wish of wishes) {
    try {
      return await navigator.mediaDevices.getUserMedia(wish)
    } catch (error) {
      if (describeRefusal(error) === 'denied') throw error
      refusal = error
    }
  }
  throw refusal
}

/** Opens the chosen microphone or, where that is gone, another one. */
export async function openMicrophone(): Promise<MediaStreamTrack> {
  const { microphoneId, echoCancellation, noiseSuppression } = useDeviceSettings.getState()
  const common = { autoGainControl: true, channelCount: 1 }
  const wishes = preferring(microphoneId).flatMap((device) => [
    // What is not demanded may be as it is of the same microphone where that is open already.
    {
      ...device,
      ...common,
      echoCancellation: { exact: echoCancellation },
      noiseSuppression: { exact: noiseSuppression },
    },
    { ...device, ...common, echoCancellation, noiseSuppression },
  ])
  return trackOf((await open(wishes.map((audio) => ({ audio })))).getAudioTracks())
}

/** Whether the microphone can be opened without the person being asked; yes where the browser does not say. */
export async function mayUseMicrophone(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state === 'granted'
  } catch {
    return true
  }
}

/** The same for the camera. */
export async function openCamera(): Promise<MediaStreamTrack> {
  const { cameraId } = useDeviceSettings.getState()
  const picture = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }
  const wishes = preferring(cameraId).map((device) => ({ video: { ...device, ...picture } }))
  return trackOf((await open(wishes)).getVideoTracks())
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
