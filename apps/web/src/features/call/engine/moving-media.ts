import type { CallParticipant, CallTopology } from '@parley/contracts/call'
import type { ShownPicture } from '@parley/contracts/forwarding'
import { forwardingUnitId } from '@parley/contracts/forwarding-layout'
import { createForwardedMedia } from './forwarded-media.ts'
import type { MediaTopology, TopologyOptions } from './media-topology.ts'
import { createPeerMesh } from './peer-mesh.ts'

/** The media of a call, by whichever way the app has chosen for it. */
export interface MovingMedia extends MediaTopology {
  /** Goes another way, if it is another; the one before goes on until everybody has reached the new one. */
  follow(way: CallTopology): void
}

export interface MovingMediaOptions extends TopologyOptions {
  way: CallTopology
}

/** Begins with the way that is told with the answer to joining. */
export function createMovingMedia({ way: firstWay, onStatus, ...options }: MovingMediaOptions): MovingMedia {
  let { iceServers } = options
  let participants: CallParticipant[] = []
  let shown: ShownPicture[] = []
  /** The forwarding unit that it goes through; none is a mesh. */
  let unit = firstWay.topology === 'sfu' && firstWay.isReady ? firstWay.unit : undefined
  let current = open(unit)
  /** The unit that it moves to. */
  let next: { media: MediaTopology; unit: string; isReached: boolean } | undefined
  let way = firstWay

  function open(through: string | undefined): MediaTopology {
    const opened: MediaTopology = (through === undefined ? createPeerMesh : createForwardedMedia)({
      ...options,
      iceServers,
      onStatus(participantId, status) {
        if (current === opened) onStatus(participantId, status)
      },
      onReached() {
        if (next?.media !== opened) return
        next.isReached = true
        follow(way)
      },
    })
    opened.show(shown)
    return opened
  }

  function follow(chosen: CallTopology): void {
    way = chosen
    if (way.topology === 'mesh') {
      if (unit !== undefined) replace(open(undefined), undefined)
      else abandonMove()
    } else if (unit === undefined) move(way)
    // The unit before is gone: to ask it again would take the place of what is said to the new one.
    else if (unit !== way.unit) replace(open(way.unit), way.unit)
  }

  function move({ unit: to, isReady }: Extract<CallTopology, { topology: 'sfu' }>): void {
    if (next?.unit !== to) {
      abandonMove()
      next = { media: open(to), unit: to, isReached: false }
      next.media.update(participants)
    }
    if (next.isReached && isReady) replace(next.media, to)
  }

  function abandonMove(): void {
    next?.media.close()
    next = undefined
  }

  function replace(media: MediaTopology, through: string | undefined): void {
    const isReached = next?.media === media
    if (!isReached) abandonMove()
    next = undefined
    const former = current
    current = media
    unit = through
    former.close()
    for (const { id } of participants) {
      if (id !== options.selfId) onStatus(id, isReached ? 'connected' : 'connecting')
    }
    media.update(participants)
  }

  const forAll = (act: (media: MediaTopology) => void) => {
    act(current)
    if (next) act(next.media)
  }

  return {
    selfId: options.selfId,
    follow,
    update(list) {
      participants = list
      forAll((media) => media.update(list))
    },
    receive(signal) {
      if (signal.from === forwardingUnitId) (next?.media ?? current).receive(signal)
      else current.receive(signal)
    },
    setTrack: (slot, track) => forAll((media) => media.setTrack(slot, track)),
    show(pictures) {
      shown = pictures
      forAll((media) => media.show(pictures))
    },
    recover(servers) {
      iceServers = servers
      forAll((media) => media.recover(servers))
    },
    repeat: (participantId) => current.repeat(participantId),
    receiver: (participantId, slot) => current.receiver(participantId, slot),
    getStats: () => current.getStats(),
    close() {
      abandonMove()
      current.close()
    },
  }
}
