import { useCall } from './call-store.ts'
import type { MediaSlot } from './media-slots.ts'
import type { PeerStatus } from './peer.ts'
import { createSpeakers } from './speakers.ts'

/** What comes from the others: plays what is to be heard, and puts into the store what is to be seen. */
export interface RemoteMedia {
  /** Takes in how the path to a participant is, without which there is none, and what comes by it now. */
  setPath(participantId: string, status: PeerStatus | undefined): void
  /** How loud each of the others is now, 0 to 1. */
  readLevels(): Generator<[participantId: string, level: number]>
  setDeafened(isDeafened: boolean): void
  /** Plays what the browser has held back, after a click. */
  allowSound(): void
  close(): void
}

type FindReceiver = (participantId: string, slot: MediaSlot) => RTCRtpReceiver | undefined

const heardSlots = ['microphone', 'screenAudio'] as const

/** What comes in one call. @param findReceiver of the way that its media takes now */
export function createRemoteMedia(findReceiver: FindReceiver): RemoteMedia {
  const { setState: set, getState: get } = useCall
  const speakers = createSpeakers((isSoundBlocked) => set({ isSoundBlocked }))

  function streamOf(id: string, slot: MediaSlot): MediaStream {
    const received = findReceiver(id, slot)?.track
    return new MediaStream(received ? [received] : [])
  }

  function show(id: string): void {
    const participant = get().participants.find((known) => known.id === id)
    for (const slot of heardSlots) {
      const received = findReceiver(id, slot)?.track
      if (received && participant) speakers.play(`${id} ${slot}`, participant.userId, received)
      else speakers.stop(`${id} ${slot}`)
    }
    const shown = { camera: streamOf(id, 'camera'), screen: streamOf(id, 'screen') }
    set(({ pictures }) => ({ pictures: { ...pictures, [id]: shown } }))
  }

  function remove(id: string): void {
    for (const slot of heardSlots) speakers.stop(`${id} ${slot}`)
    set(({ peers: { [id]: _, ...peers }, pictures: { [id]: __, ...pictures } }) => ({ peers, pictures }))
  }

  return {
    setPath(id, status) {
      if (!status) return remove(id)
      // A lost path may come back with what came by it before.
      if (status !== 'lost') show(id)
      set(({ peers }) => ({ peers: { ...peers, [id]: status } }))
    },
    *readLevels() {
      for (const { id } of get().participants) {
        const [source] = findReceiver(id, 'microphone')?.getSynchronizationSources() ?? []
        // The last packet before a silence keeps its level.
        if (source && performance.timeOrigin + performance.now() - source.timestamp < 300)
          yield [id, source.audioLevel ?? 0]
      }
    },
    setDeafened: (isDeafened) => speakers.setDeafened(isDeafened),
    allowSound: () => speakers.resume(),
    close: () => speakers.close(),
  }
}
