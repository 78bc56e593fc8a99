import type { IceCandidate, IceServer } from '@parley/contracts/call'
import { type LocalTracks, type MediaSlot, mediaSlots, slotKind } from './media-slots.ts'
import type { MeshBudget } from './mesh-budget.ts'
import { askForSpeech } from './opus.ts'
import { peerConfiguration } from './peer-configuration.ts'

export type PeerStatus = 'connecting' | 'connected' | 'lost'

type Description = { type: 'offer' | 'answer'; sdp: string }

/** Says something to the other side; rejects when it did not get there. */
interface PeerSignals {
  description(description: Description): Promise<unknown>
  candidate(candidate: IceCandidate): Promise<unknown>
}

export interface PeerOptions {
  iceServers: IceServer[]
  /** Whoever joins makes the first offer; the other waits for it. */
  offersFirst: boolean
  /** Who gives way when both offer at once; one of the two is. */
  isPolite: boolean
  tracks: LocalTracks
  budget: MeshBudget
  signals: PeerSignals
  onStatus(status: PeerStatus): void
  /** The other side has closed the connection. */
  onRemoteClosed(): void
}

/** The connection to one other participant. */
export interface Peer {
  /** What comes from there, once the first descriptions are exchanged. */
  receiver(slot: MediaSlot): RTCRtpReceiver | undefined
  receive(description: Description): void
  receiveCandidate(candidate: IceCandidate): void
  setTrack(slot: MediaSlot, track: MediaStreamTrack | undefined): void
  setBudget(budget: MeshBudget): void
  /** Looks for a path anew, and says again what may not have been heard. */
  recover(iceServers: IceServer[]): void
  /** Whether something that was said did not get there. */
  hasUnsent(): boolean
  getStats(): Promise<RTCStatsReport>
  close(): void
}

/** Milliseconds that a path may be gone before another is looked for: most come back by themselves. */
const PATIENCE = 2_000
const RETRY = 6_000

/**
 * Perfect negotiation (W3C webrtc-pc §10.7) after a first exchange in which only the newcomer offers: a fresh connection
 * whose first offer is rolled back can stay without candidates for ever. The newcomer also opens a data channel, whose
 * end tells at once that the other side has closed.
 */
export function createPeer({
  iceServers,
  offersFirst,
  isPolite,
  tracks,
  budget,
  signals,
  onStatus,
  onRemoteClosed,
}: PeerOptions): Peer {
  const pc = new RTCPeerConnection(peerConfiguration(iceServers))
  const sent: LocalTracks = { ...tracks }
  /** One for voice and picture keeps them in step. */
  const ownStream = new MediaStream()
  let transceivers: RTCRtpTransceiver[] = []
  let isOffering = false
  let isOfferIgnored = false
  let isUnsent = false
  let isClosed = false
  let currentBudget = budget
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What comes in is dealt with in its order. */
  let incoming = Promise.resolve()

  const deliver = (sending: Promise<unknown>) =>
    sending.catch(() => {
      isUnsent = true
    })

  const directionOf = (slot: MediaSlot) => (sent[slot] ? 'sendrecv' : 'recvonly')

  function begin(): void {
    watch(pc.createDataChannel('presence'))
    transceivers = mediaSlots.map((slot) =>
      pc.addTransceiver(sent[slot] ?? slotKind[slot], { direction: directionOf(slot), streams: [ownStream] }),
    )
  }

  /** Takes over the sections of the first offer. */
  async function adopt(): Promise<void> {
    transceivers = pc.getTransceivers()
    for (const [index, slot] of mediaSlots.entries()) {
      const transceiver = transceivers[index]
      if (!transceiver) continue
      transceiver.direction = directionOf(slot)
      transceiver.sender.setStreams(ownStream)
      await transceiver.sender.replaceTrack(sent[slot] ?? null)
    }
  }

  function watch(channel: RTCDataChannel): void {
    channel.onclose = () => {
      if (!isClosed) onRemoteClosed()
    }
  }

  async function tell(): Promise<void> {
    const description = pc.localDescription
    if (!description || (description.type !== 'offer' && description.type !== 'answer')) return
    await deliver(signals.description({ type: description.type, sdp: askForSpeech(description.sdp) }))
  }

  async function offer(): Promise<void> {
    if (isClosed || transceivers.length === 0) return
    try {
      isOffering = true
      await pc.setLocalDescription()
      await tell()
    } finally {
      isOffering = false
    }
  }

  async function accept(description: Description): Promise<void> {
    const collides = description.type === 'offer' && (isOffering || pc.signalingState !== 'stable')
    isOfferIgnored = !isPolite && collides
    if (isOfferIgnored) return
    await pc.setRemoteDescription(description)
    if (description.type === 'offer') {
      if (transceivers.length === 0) await adopt()
      await pc.setLocalDescription()
      await tell()
    }
    await applyBudget()
  }

  async function applyBudget(): Promise<void> {
    const { microphone, camera, screen } = currentBudget
    const wanted: Record<MediaSlot, Partial<RTCRtpEncodingParameters>> = {
      microphone: { maxBitrate: microphone },
      camera: {
        maxBitrate: camera.bitrate,
        maxFramerate: camera.framerate,
        scaleResolutionDownBy: camera.scaleDownBy,
      },
      screen: { maxBitrate: screen.bitrate, maxFramerate: screen.framerate },
      screenAudio: { maxBitrate: 96_000 },
    }
    for (const [index, slot] of mediaSlots.entries()) {
      const sender = transceivers[index]?.sender
      const parameters = sender?.getParameters()
      const [encoding] = parameters?.encodings ?? []
      if (!sender || !parameters || !encoding || !sent[slot]) continue
      Object.assign(encoding, wanted[slot])
      // While a description is under way there is nothing to set; it is done again after it.
      await sender.setParameters(parameters).catch(() => undefined)
    }
  }

  /** Looks for another path once this one has been gone for a while, and again until there is one. */
  function heal(delay: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (isClosed || pc.connectionState === 'connected') return
      if (pc.signalingState === 'have-local-offer') void tell()
      else pc.restartIce()
      heal(RETRY)
    }, delay)
  }

  pc.onnegotiationneeded = () => void offer().catch(() => heal(PATIENCE))
  pc.onicecandidate = ({ candidate }) => {
    const { candidate: line = '', sdpMid, sdpMLineIndex, usernameFragment } = candidate?.toJSON() ?? {}
    if (!candidate) return
    void deliver(
      signals.candidate({
        candidate: line,
        sdpMid: sdpMid ?? null,
        sdpMLineIndex: sdpMLineIndex ?? null,
        usernameFragment: usernameFragment ?? null,
      }),
    )
  }
  pc.ondatachannel = ({ channel }) => watch(channel)
  pc.onconnectionstatechange = () => {
    const { connectionState } = pc
    if (connectionState === 'connected') {
      clearTimeout(timer)
      onStatus('connected')
    } else if (connectionState === 'disconnected' || connectionState === 'failed') {
      onStatus('lost')
      // Not both at once: the polite one waits to see whether the other does it.
      const patience = connectionState === 'failed' ? 0 : PATIENCE
      heal(isPolite ? patience + PATIENCE : patience)
    }
  }
  if (offersFirst) begin()

  function enqueue(step: () => Promise<unknown>): void {
    incoming = incoming
      .then(async () => {
        if (!isClosed) await step()
      })
      .catch(() => {
        if (!isClosed && !isOfferIgnored) heal(PATIENCE)
      })
  }

  return {
    receiver: (slot) => transceivers[mediaSlots.indexOf(slot)]?.receiver,
    receive: (description) => enqueue(() => accept(description)),
    receiveCandidate: (candidate) =>
      enqueue(() =>
        pc.addIceCandidate(candidate).catch((error: unknown) => {
          // Of an offer that was not taken, or of a path that is no longer looked for.
          if (!isOfferIgnored && pc.connectionState === 'failed') throw error
        }),
      ),
    setTrack(slot, track) {
      if (track) sent[slot] = track
      else delete sent[slot]
      const transceiver = transceivers[mediaSlots.indexOf(slot)]
      if (!transceiver) return
      void transceiver.sender.replaceTrack(track ?? null).then(applyBudget, () => undefined)
      transceiver.direction = directionOf(slot)
    },
    setBudget(next) {
      currentBudget = next
      void applyBudget()
    },
    recover(servers) {
      isUnsent = false
      pc.setConfiguration(peerConfiguration(servers))
      if (pc.signalingState === 'have-local-offer') void tell()
      else if (transceivers.length > 0) pc.restartIce()
    },
    hasUnsent: () => isUnsent,
    getStats: () => pc.getStats(),
    close() {
      isClosed = true
      clearTimeout(timer)
      pc.close()
    },
  }
}
