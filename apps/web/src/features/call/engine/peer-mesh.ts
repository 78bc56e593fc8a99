import type { CallParticipant, IceServer, ReceivedSignal, Signal, SignalName } from '@parley/contracts/call'
import type { LocalTracks, MediaSlot } from './media-slots.ts'
import { meshBudget } from './mesh-budget.ts'
import { createPeer, type Peer, type PeerStatus } from './peer.ts'

export interface MeshOptions {
  callId: string
  selfId: string
  iceServers: IceServer[]
  tracks: LocalTracks
  send<Name extends SignalName>(name: Name, signal: Signal<Name>): Promise<unknown>
  onStatus(participantId: string, status: PeerStatus | undefined): void
}

/** One's connections to all others in a call. */
export interface PeerMesh {
  selfId: string
  /** Takes in who is there, oneself included. */
  update(participants: CallParticipant[]): void
  receive(signal: Received): void
  setTrack(slot: MediaSlot, track: MediaStreamTrack | undefined): void
  /** The live connection is back: looks for paths anew. */
  recover(iceServers: IceServer[]): void
  /** Somebody's live connection is back: says again what they have missed. */
  repeat(participantId: string): void
  receiver(participantId: string, slot: MediaSlot): RTCRtpReceiver | undefined
  getStats(): Promise<Map<string, RTCStatsReport>>
  close(): void
}

export type Received =
  | ({ name: 'offer' } & ReceivedSignal<'offer'>)
  | ({ name: 'answer' } & ReceivedSignal<'answer'>)
  | ({ name: 'ice-candidate' } & ReceivedSignal<'ice-candidate'>)

/** Milliseconds to see whether somebody who has closed a connection is leaving. */
const LEAVING = 1_500

/** Ids are decimal numbers of any length. */
const isLess = (a: string, b: string) => a.length < b.length || (a.length === b.length && a < b)

/** The order that everybody agrees on, also of those who have joined at the same moment without knowing. */
const byArrival = (a: CallParticipant, b: CallParticipant) =>
  a.joinedAt === b.joinedAt ? (isLess(a.id, b.id) ? -1 : 1) : a.joinedAt < b.joinedAt ? -1 : 1

/** Connects to everybody who is there and to everybody who comes. */
export function createPeerMesh({ callId, selfId, tracks, send, onStatus, ...options }: MeshOptions): PeerMesh {
  const peers = new Map<string, Peer>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let { iceServers } = options
  let present = new Map<string, CallParticipant>()

  const budget = () => meshBudget(present.size)

  function connect(id: string, offersFirst: boolean): Peer {
    peers.get(id)?.close()
    onStatus(id, 'connecting')
    const peer = createPeer({
      iceServers,
      offersFirst,
      isPolite: isLess(selfId, id),
      tracks,
      budget: budget(),
      signals: {
        description: ({ type, sdp }) =>
          type === 'offer'
            ? send('offer', { callId, to: id, description: { type, sdp } })
            : send('answer', { callId, to: id, description: { type, sdp } }),
        candidate: (candidate) => send('ice-candidate', { callId, to: id, candidate }),
      },
      onStatus: (status) => {
        if (peers.get(id) === peer) onStatus(id, status)
      },
      onRemoteClosed() {
        const timer = setTimeout(() => {
          timers.delete(timer)
          if (peers.get(id) === peer && present.get(id)?.reconnecting === false) connect(id, true)
        }, LEAVING)
        timers.add(timer)
      },
    })
    peers.set(id, peer)
    return peer
  }

  function disconnect(id: string): void {
    peers.get(id)?.close()
    peers.delete(id)
    onStatus(id, undefined)
  }

  return {
    selfId,
    update(participants) {
      const before = present
      present = new Map(participants.map((participant) => [participant.id, participant]))
      for (const id of peers.keys()) {
        const isSame = present.get(id)?.userId === (before.get(id) ?? present.get(id))?.userId
        // An offer may be here before the news of who makes it.
        if ((before.has(id) && !present.has(id)) || !isSame) disconnect(id)
      }
      // Those who came later will make the first offer.
      const inOrder = participants.toSorted(byArrival)
      for (const { id } of inOrder.slice(
        0,
        inOrder.findIndex(({ id }) => id === selfId),
      )) {
        if (!peers.has(id) && !before.has(id)) connect(id, true)
      }
      for (const peer of peers.values()) peer.setBudget(budget())
    },
    receive(signal) {
      const { from } = signal
      const peer = peers.get(from) ?? (signal.name === 'offer' ? connect(from, false) : undefined)
      if (signal.name === 'ice-candidate') peer?.receiveCandidate(signal.candidate)
      else peer?.receive(signal.description)
    },
    setTrack(slot, track) {
      for (const peer of peers.values()) peer.setTrack(slot, track)
    },
    recover(servers) {
      iceServers = servers
      for (const [id, peer] of peers) if (present.get(id)?.reconnecting === false) peer.recover(iceServers)
    },
    repeat(id) {
      const peer = peers.get(id)
      if (peer?.hasUnsent()) peer.recover(iceServers)
    },
    receiver: (id, slot) => peers.get(id)?.receiver(slot),
    async getStats() {
      const reports = [...peers].map(async ([id, peer]) => [id, await peer.getStats()] as const)
      return new Map(await Promise.all(reports))
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
      for (const id of [...peers.keys()]) disconnect(id)
    },
  }
}
