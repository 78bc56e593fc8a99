import type { CallParticipant } from '@parley/contracts/call'
import type { ShownPicture } from '@parley/contracts/forwarding'
import { forwardingUnitId } from '@parley/contracts/forwarding-layout'
import type { LocalTracks } from './media-slots.ts'
import type { MediaTopology, TopologyOptions } from './media-topology.ts'
import type { PeerStatus } from './peer.ts'
import { connectUnit, type UnitConnection } from './unit-connection.ts'

export interface ForwardedMediaOptions extends TopologyOptions {
  /** Called when the unit is reached. */
  onReached(): void
}

/** Milliseconds until a connection that has ended is tried again. */
const RETRY = 1_000

/** The media of a call through the forwarding unit, which one stays connected to for as long as this is open. */
export function createForwardedMedia({
  callId,
  selfId,
  tracks,
  send,
  onStatus,
  onReached,
  ...options
}: ForwardedMediaOptions): MediaTopology {
  const sent: LocalTracks = { ...tracks }
  let { iceServers } = options
  let status: PeerStatus = 'connecting'
  let others: string[] = []
  let shown: ShownPicture[] = []
  /** Of whom something was carried last: their sections may be somebody else's now. */
  let known = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let unit: UnitConnection = connect()

  function connect(): UnitConnection {
    return connectUnit({
      callId,
      send,
      iceServers,
      tracks: sent,
      onOpen() {
        unit.tell({ type: 'shows', pictures: shown })
        setStatus('connected')
        onReached()
      },
      onCarried() {
        const carried = unit.carried()
        for (const id of new Set([...known, ...carried])) if (others.includes(id)) onStatus(id, status)
        known = carried
      },
      onLost: () => setStatus('lost'),
      onFound: () => setStatus('connected'),
      onClosed() {
        setStatus('lost')
        retry(RETRY)
      },
    })
  }

  function retry(delay: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      unit.close()
      unit = connect()
    }, delay)
  }

  function setStatus(next: PeerStatus): void {
    status = next
    for (const id of others) onStatus(id, status)
  }

  return {
    selfId,
    update(participants: CallParticipant[]) {
      const before = others
      others = participants.map(({ id }) => id).filter((id) => id !== selfId)
      for (const id of before) if (!others.includes(id)) onStatus(id, undefined)
      for (const id of others) if (!before.includes(id)) onStatus(id, status)
    },
    receive(signal) {
      if (signal.from === forwardingUnitId && signal.name === 'answer') {
        unit.acceptAnswer(signal.description.sdp).catch(() => retry(RETRY))
      }
    },
    setTrack(slot, track) {
      if (track) sent[slot] = track
      else delete sent[slot]
      unit.setTrack(slot, track)
    },
    show(pictures) {
      shown = pictures
      unit.tell({ type: 'shows', pictures })
    },
    recover(servers) {
      iceServers = servers
      if (status === 'lost') retry(0)
    },
    repeat() {},
    receiver: (id, slot) => unit.receiver(id, slot),
    // One path, to all of them.
    async getStats() {
      const report = await unit.getStats()
      return new Map(others.map((id) => [id, report]))
    },
    close() {
      clearTimeout(timer)
      unit.close()
      for (const id of others) onStatus(id, undefined)
    },
  }
}
