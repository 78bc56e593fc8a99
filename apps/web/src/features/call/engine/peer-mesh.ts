import type { CallParticipant } from '@parley/contracts/call'
import type { MediaTopology, TopologyOptions } from './media-topology.ts'
import { meshBudget } from './mesh-budget.ts'
import { createPeer, type Peer } from './peer.ts'

/** Milliseconds to see whether somebody who has closed a connection is leaving. */
const LEAVING = 1_500

/** Ids are decimal numbers of any length. */
const isLess = (a: string, b: string) => a.length < b.length || (a.length === b.length && a < b)

/** The order that everybody agrees on, also of those who have joined at the same moment without knowing. */
const byArrival = (a: CallParticipant, b: CallParticipant) =>
  a.joinedAt === b.joinedAt ? (isLess(a.id, b.id) ? -1 : 1) : a.joinedAt < b.joinedAt ? -1 : 1

/** Connects to everybody who is there and to everybody who comes. */
export function createPeerMesh({ callId, selfId, tracks, send, onStatus, ...options }: TopologyOptions): MediaTopology {
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
    // Everybody sends everything, as small as there are many.
    show() {},
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
