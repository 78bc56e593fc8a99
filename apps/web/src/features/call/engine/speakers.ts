import { useDeviceSettings } from './devices.ts'

type Sink = HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> }

/** Plays what others say, each as loud as one has chosen. */
export interface Speakers {
  /** @param key tells a participant's sounds apart */
  play(key: string, userId: string, track: MediaStreamTrack): void
  stop(key: string): void
  setDeafened(isDeafened: boolean): void
  /** Plays what the browser has held back, after a click. */
  resume(): void
  close(): void
}

/** @param onBlocked whether the browser holds sound back until the page is clicked on */
export function createSpeakers(onBlocked: (isBlocked: boolean) => void): Speakers {
  const elements = new Map<string, { element: Sink; userId: string }>()
  let isDeafened = false

  function adjust(element: Sink, userId: string): void {
    const { volumes, speakerId } = useDeviceSettings.getState()
    element.volume = volumes[userId] ?? 1
    element.muted = isDeafened
    // A device that is gone leaves the sound where it is.
    element.setSinkId?.(speakerId).catch(() => undefined)
  }

  function start(element: Sink): void {
    element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked(true)
    })
  }

  const adjustAll = () => {
    for (const { element, userId } of elements.values()) adjust(element, userId)
  }
  const unsubscribe = useDeviceSettings.subscribe(adjustAll)

  function stop(key: string): void {
    const playing = elements.get(key)
    if (playing) playing.element.srcObject = null
    elements.delete(key)
  }

  return {
    play(key, userId, track) {
      const { element } = elements.get(key) ?? { element: new Audio() as Sink }
      element.srcObject = new MediaStream([track])
      elements.set(key, { element, userId })
      adjust(element, userId)
      start(element)
    },
    stop,
    setDeafened(value) {
      isDeafened = value
      adjustAll()
    },
    resume() {
      onBlocked(false)
      for (const { element } of elements.values()) start(element)
    },
    close() {
      unsubscribe()
      for (const key of [...elements.keys()]) stop(key)
    },
  }
}
