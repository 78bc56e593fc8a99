import type { CallMedia } from '@parley/contracts/call'
import { useCall } from './call-store.ts'
import {
  describeRefusal,
  mayUseMicrophone,
  openCamera,
  openMicrophone,
  openScreen,
  useDeviceSettings,
} from './devices.ts'
import { createLevelMeter, type LevelMeter } from './level-meter.ts'
import type { LocalTracks, MediaSlot } from './media-slots.ts'

/** What one sends: opens microphone, camera and screen, and decides when one is heard. */
export interface LocalMedia {
  tracks: Readonly<LocalTracks>
  /** What there is to send. */
  describe(): CallMedia
  /** Opens the chosen microphone, in place of the one before. Never rejects: the store says what came of it. */
  startMicrophone(): Promise<void>
  setCamera(isOn: boolean): Promise<void>
  setScreen(isOn: boolean): Promise<void>
  /** Whether the push-to-talk key is down. */
  setTalking(isTalking: boolean): void
  /** Takes in whether one is muted. */
  applyMute(): void
  /** How loud one is for the others, 0 to 1. */
  readLevel(): number
  /** Gives the devices back. What is still asked for is void. */
  close(): void
}

export interface LocalMediaListeners {
  /** Another track is to be sent, or none. */
  onTrack(slot: MediaSlot, track: MediaStreamTrack | undefined): void
  /** What the others see of it, or may hear, is another. */
  onChange(): void
}

/** Serves one call after the other; opens nothing by itself. */
export function createLocalMedia({ onTrack, onChange }: LocalMediaListeners): LocalMedia {
  const { setState: set, getState: get } = useCall
  const tracks: LocalTracks = {}
  let meter: LevelMeter | undefined
  let isTalking = false
  /** Of several microphones that are asked for, as while one looks for the right one, the last counts. */
  let microphoneRequest = 0
  let closing = new AbortController()

  function setTrack(slot: MediaSlot, track: MediaStreamTrack | undefined): void {
    const before = tracks[slot]
    if (before && before !== track) {
      before.onended = null
      before.stop()
    }
    if (track) tracks[slot] = track
    else delete tracks[slot]
    onTrack(slot, track)
  }

  async function startMicrophone(): Promise<void> {
    const { signal } = closing
    const own = ++microphoneRequest
    const isVoid = () => signal.aborted || own !== microphoneRequest
    set({ microphone: 'waiting' })
    try {
      const track = await openMicrophone()
      if (isVoid()) return track.stop()
      setTrack('microphone', track)
      meter?.close()
      meter = createLevelMeter(track)
      track.onended = () => void replaceMicrophone()
      applyMute()
      set({ microphone: 'on' })
    } catch (error) {
      if (!isVoid()) set({ microphone: describeRefusal(error) })
    }
    if (!isVoid()) onChange()
  }

  /** The microphone was pulled out, where there may be another one, or taken away in the browser's own settings. */
  async function replaceMicrophone(): Promise<void> {
    const { signal } = closing
    setTrack('microphone', undefined)
    set({ microphone: 'missing' })
    onChange()
    const isAllowed = await mayUseMicrophone()
    if (signal.aborted || get().microphone !== 'missing') return
    if (isAllowed) await startMicrophone()
    else set({ microphone: 'denied' })
  }

  function applyMute(): void {
    const { muted, deafened } = get()
    const mayTalk = !useDeviceSettings.getState().pushToTalk || isTalking
    if (tracks.microphone) tracks.microphone.enabled = !muted && !deafened && mayTalk
  }

  async function setCamera(isOn: boolean): Promise<void> {
    if (isOn) {
      const { signal } = closing
      const track = await openCamera()
      if (signal.aborted) return track.stop()
      track.onended = () => {
        set({ cameraIsLost: true })
        void setCamera(false)
      }
      setTrack('camera', track)
      set({ camera: new MediaStream([track]) })
    } else {
      setTrack('camera', undefined)
      set({ camera: null })
    }
    onChange()
  }

  async function setScreen(isOn: boolean): Promise<void> {
    if (isOn) {
      const { signal } = closing
      const { picture, sound } = await openScreen()
      if (signal.aborted) {
        for (const track of [picture, sound]) track?.stop()
        return
      }
      // The browser has a button of its own to stop sharing.
      picture.onended = () => void setScreen(false)
      setTrack('screen', picture)
      setTrack('screenAudio', sound)
      set({ screen: new MediaStream([picture]) })
    } else {
      setTrack('screen', undefined)
      setTrack('screenAudio', undefined)
      set({ screen: null })
    }
    onChange()
  }

  return {
    tracks,
    describe: () => ({
      audio: Boolean(tracks.microphone),
      video: Boolean(tracks.camera),
      screen: Boolean(tracks.screen),
    }),
    startMicrophone,
    setCamera,
    setScreen,
    setTalking(value) {
      isTalking = value
      applyMute()
    },
    applyMute,
    readLevel: () => (meter && tracks.microphone?.enabled ? meter.read() : 0),
    close() {
      closing.abort()
      closing = new AbortController()
      meter?.close()
      meter = undefined
      for (const slot of Object.keys(tracks) as MediaSlot[]) setTrack(slot, undefined)
    },
  }
}
