import type { ShownPicture } from '@parley/contracts/forwarding'
import type { Feed } from './feed.ts'
import { ForwardedPeer, type UnitNetwork } from './forwarded-peer.ts'
import type { Outlet } from './outlet.ts'
import { PictureBudget } from './picture-budget.ts'

interface CallListeners {
  onConnected(participantId: string): void
  onEmpty(): void
}

/** Everybody of one call who is connected to the unit, and what of whom goes to whom. */
export class ForwardedCall {
  readonly #peers = new Map<string, { peer: ForwardedPeer; budget: PictureBudget }>()
  readonly #network: UnitNetwork
  readonly #listeners: CallListeners
  #isScheduled = false

  constructor(network: UnitNetwork, listeners: CallListeners) {
    this.#network = network
    this.#listeners = listeners
  }

  get peers(): ForwardedPeer[] {
    return [...this.#peers.values()].map(({ peer }) => peer)
  }

  /** Connects a participant, anew if there is a connection. @returns the answer, unless they have gone meanwhile */
  async accept(participantId: string, offer: string): Promise<string | undefined> {
    this.leave(participantId)
    const peer: ForwardedPeer = new ForwardedPeer(participantId, this.#network, {
      onConnected: () => this.#listeners.onConnected(participantId),
      onChange: () => this.#schedule(),
      onClosed: () => {
        if (this.#peers.get(participantId)?.peer === peer) this.#remove(participantId)
      },
    })
    this.#peers.set(participantId, { peer, budget: new PictureBudget() })
    try {
      return await peer.accept(offer)
    } catch (error) {
      if (this.find(participantId) !== peer) return undefined
      peer.close()
      throw error
    }
  }

  find(participantId: string): ForwardedPeer | undefined {
    return this.#peers.get(participantId)?.peer
  }

  leave(participantId: string): void {
    this.#peers.get(participantId)?.peer.close()
  }

  /** Looks every second at what the receivers can take, and at who speaks. */
  tick(): void {
    for (const { peer, budget } of this.#peers.values()) {
      budget.measure(peer.outlets)
      for (const outlet of peer.pictures) outlet.remind()
    }
    this.#assign()
  }

  #remove(participantId: string): void {
    this.#peers.delete(participantId)
    if (this.#peers.size === 0) this.#listeners.onEmpty()
    else this.#schedule()
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      this.#assign()
    })
  }

  #assign(): void {
    for (const { peer, budget } of this.#peers.values()) {
      place(peer.voices, this.#voicesFor(peer))
      place(peer.pictures, this.#picturesFor(peer, budget).slice(0, peer.pictures.length))
    }
    for (const { peer } of this.#peers.values()) peer.inform()
  }

  /** The voices of the others, those who spoke last first, and the sound of their screens before. */
  #voicesFor(viewer: ForwardedPeer): Feed[] {
    const others = this.peers.filter((peer) => peer !== viewer)
    const feeds = (slot: 'microphone' | 'screenAudio') =>
      others.flatMap((peer) => (peer.sends.has(slot) ? (peer.feed(slot) ?? []) : []))
    const speakers = feeds('microphone').sort((a, b) => b.spokenAt - a.spokenAt)
    return [...feeds('screenAudio'), ...speakers].slice(0, viewer.voices.length)
  }

  #picturesFor(viewer: ForwardedPeer, budget: PictureBudget): Feed[] {
    const choices = this.#shownBy(viewer).flatMap(({ participantId, slot, size }) => {
      const peer = participantId === viewer.id ? undefined : this.find(participantId)
      if (!peer?.sends.has(slot)) return []
      const large = peer.feed(slot)
      const small = slot === 'camera' ? peer.feed('thumbnail') : undefined
      return [size === 'large' || !small ? [large, small] : [small]].map((sizes) =>
        sizes.filter((feed) => feed !== undefined),
      )
    })
    return budget.choose(choices)
  }

  /** What is on a participant's screen; of whom has not said it, screens, and everybody small. */
  #shownBy({ shows }: ForwardedPeer): readonly ShownPicture[] {
    if (shows) return shows
    const all = (slot: 'camera' | 'screen', size: 'large' | 'small') =>
      this.peers.map(({ id }) => ({ participantId: id, slot, size }))
    return [...all('screen', 'large'), ...all('camera', 'small')]
  }
}

/** Has each outlet carry one of the feeds; what is carried already stays where it is. */
function place(outlets: Outlet[], feeds: Feed[]): void {
  const waiting = new Set(feeds)
  const free: Outlet[] = []
  for (const outlet of outlets) {
    const { source } = outlet
    const same = [...waiting].find((feed) => isSamePicture(feed, source))
    if (!same) {
      free.push(outlet)
      continue
    }
    waiting.delete(same)
    outlet.use(same)
  }
  const rest = [...waiting]
  for (const outlet of free) outlet.use(rest.shift())
}

const kindOf = ({ slot }: Feed) => (slot === 'thumbnail' ? 'camera' : slot)

function isSamePicture(feed: Feed, source: Feed | undefined): boolean {
  return source !== undefined && feed.participantId === source.participantId && kindOf(feed) === kindOf(source)
}
