import { useEffect, useState } from 'react'
import type { MicrophoneState } from './engine/call-store.ts'
import { describeRefusal, openMicrophone, useDeviceSettings } from './engine/devices.ts'
import { createLevelMeter } from './engine/level-meter.ts'

export interface MicrophoneLevel {
  state: MicrophoneState
  /** What the device is called, once it is open. */
  name: string
  /** 0 to 1, as loud as one would say it is. */
  level: number
}

const INTERVAL = 80
/** How far it falls from one reading to the next, 22 dB a second: slowly, as meters do, for a short sound to be seen. */
const FALL = 0.03

const opening: MicrophoneLevel = { state: 'waiting', name: '', level: 0 }

/** Keeps the chosen microphone open, for as long as it is used, to see how loud it is. */
export function useMicrophoneLevel(): MicrophoneLevel {
  const { microphoneId, noiseSuppression, echoCancellation } = useDeviceSettings()
  const [heard, setHeard] = useState(opening)
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened anew with what is chosen
  useEffect(() => {
    const ended = new AbortController()
    setHeard(opening)
    openMicrophone().then(
      (track) => {
        if (ended.signal.aborted) return track.stop()
        const meter = createLevelMeter(track)
        const read = () => {
          const level = loudness(meter.read())
          setHeard((before) => ({ state: 'on', name: track.label, level: Math.max(level, before.level - FALL) }))
        }
        read()
        const timer = setInterval(read, INTERVAL)
        ended.signal.addEventListener('abort', () => {
          clearInterval(timer)
          meter.close()
          track.stop()
        })
      },
      (error: unknown) => {
        if (!ended.signal.aborted) setHeard({ ...opening, state: describeRefusal(error) })
      },
    )
    return () => ended.abort()
  }, [microphoneId, noiseSuppression, echoCancellation])
  return heard
}

/** Loudness is heard as the level's logarithm: −60 dB is silence, 0 dB the most there is. */
const loudness = (level: number) => Math.min(1, Math.max(0, 1 + Math.log10(level + 1e-6) / 3))
