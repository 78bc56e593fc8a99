import { setTimeout as wait } from 'node:timers/promises'
import {
  type ForwardedSource,
  participantMessage,
  type ShownPicture,
  type UnitMessage,
} from '@parley/contracts/forwarding'
import { type UpstreamSlot, upstreamSlots } from '@parley/contracts/forwarding-layout'
import { limits } from '@parley/contracts/limits'
import {
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  RTP_EXTENSION_URI,
  type RtpPacket,
  useAbsSendTime,
  useAudioLevelIndication,
  useNACK,
  usePLI,
  useREMB,
  useSdesMid,
  useTransportWideCC,
  useTWCC,
} from 'werift'
import { announce, keepUsableCandidates, splitFeedback } from './descriptions.ts'
import { Feed } from './feed.ts'
import { Outlet } from './outlet.ts'

/** Where the unit listens, and under which address it says it can be reached. */
export interface UnitNetwork {
  ports: [first: number, last: number]
  announcedAddress: string | undefined
  /** Addresses to listen on that would be passed over, such as the loopback of a machine without a network. */
  extraAddresses: string[]
}

interface PeerListeners {
  onConnected(): void
  /** What it sends, or shows, is another. */
  onChange(): void
  onClosed(): void
}

const opus = () =>
  new RTCRtpCodecParameters({
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    // Nothing is sent while nobody speaks, and what is lost is repaired.
    parameters: 'minptime=10;useinbandfec=1;usedtx=1',
    rtcpFeedback: [useTWCC()],
  })
const vp8 = () =>
  new RTCRtpCodecParameters({
    mimeType: 'video/VP8',
    clockRate: 90_000,
    rtcpFeedback: [useNACK(), usePLI(), useREMB(), useTWCC()],
  })
const retransmission = () => new RTCRtpCodecParameters({ mimeType: 'video/rtx', clockRate: 90_000 })

/** Milliseconds that taking a port may take. */
const PORT_TIMEOUT_MS = 5_000

let turns: Promise<unknown> = Promise.resolve()

/** A port is looked for first and taken then: of two connections at once, both would find the same one free. */
function inTurn(work: () => Promise<void>): Promise<void> {
  const late = () => wait(PORT_TIMEOUT_MS).then(() => Promise.reject(new Error('No port could be taken')))
  const done = turns.then(() => Promise.race([work(), late()]))
  turns = done.catch(() => undefined)
  return done
}

/** Ports that one connection may take: one for each address of a common machine. */
const PORTS_EACH = 4

let portsGiven = 0

/** Where to look for a port first: further on each time, past those that are taken. */
function nextPort([first, last]: UnitNetwork['ports']): number {
  const places = Math.max(1, Math.floor((last - first + 1) / PORTS_EACH) - 1)
  return first + (portsGiven++ % places) * PORTS_EACH
}

/** The unit's connection to one participant. */
export class ForwardedPeer {
  readonly id: string
  readonly #pc: RTCPeerConnection
  readonly #network: UnitNetwork
  readonly #listeners: PeerListeners
  readonly #feeds = new Map<UpstreamSlot, Feed>()
  #tell: ((message: UnitMessage) => void) | undefined
  #told = new Map<string, string>()
  #isClosed = false
  voices: Outlet[] = []
  pictures: Outlet[] = []
  sends: ReadonlySet<string> = new Set()
  /** What is on the participant's screen, the most important first; undefined until that is told. */
  shows: readonly ShownPicture[] | undefined

  constructor(id: string, network: UnitNetwork, listeners: PeerListeners) {
    this.id = id
    this.#network = network
    this.#listeners = listeners
    this.#pc = new RTCPeerConnection({
      bundlePolicy: 'max-bundle',
      codecs: { audio: [opus()], video: [vp8(), retransmission()] },
      headerExtensions: {
        audio: [useSdesMid(), useAudioLevelIndication(), useAbsSendTime(), useTransportWideCC()],
        video: [useSdesMid(), useAbsSendTime(), useTransportWideCC()],
      },
      icePortRange: [nextPort(network.ports), network.ports[1]],
      iceAdditionalHostAddresses: network.extraAddresses,
      iceUseTcp: false,
    })
    this.#pc.connectionStateChange.subscribe((state) => {
      if (state === 'connected') listeners.onConnected()
      if (state === 'failed' || state === 'closed') this.close()
    })
    this.#pc.onDataChannel.subscribe((channel) => {
      this.#tell = (message) => {
        if (channel.readyState === 'open') channel.send(JSON.stringify(message))
      }
      this.#told.clear()
      channel.onMessage.subscribe((data) => this.#hear(String(data)))
      listeners.onChange()
    })
  }

  /** Answers the one offer of a connection, with all candidates in it. */
  async accept(offer: string): Promise<string> {
    const sdp = splitFeedback(keepUsableCandidates(offer))
    await this.#pc.setRemoteDescription({ type: 'offer', sdp })
    const transceivers = this.#pc.getTransceivers()
    this.#setUp(transceivers)
    await inTurn(async () => {
      await this.#pc.setLocalDescription(await this.#pc.createAnswer())
    })
    this.#openOutlets(transceivers)
    const answer = this.#pc.localDescription?.sdp
    if (answer === undefined) throw new Error('There is no answer')
    return announce(answer, this.#network.announcedAddress)
  }

  async addCandidate(candidate: {
    candidate: string
    sdpMid: string | null
    sdpMLineIndex: number | null
  }): Promise<void> {
    if (keepUsableCandidates(candidate.candidate) === '') return
    const { sdpMid, sdpMLineIndex } = candidate
    try {
      await this.#pc.addIceCandidate({
        candidate: candidate.candidate,
        ...(sdpMid !== null && { sdpMid }),
        ...(sdpMLineIndex !== null && { sdpMLineIndex }),
      })
    } catch (error) {
      if (!this.#isClosed) throw error
    }
  }

  feed(slot: UpstreamSlot): Feed | undefined {
    return this.#feeds.get(slot)
  }

  get feeds(): Iterable<Feed> {
    return this.#feeds.values()
  }

  get outlets(): Outlet[] {
    return [...this.voices, ...this.pictures]
  }

  /** Tells it what each section carries, and what of its own is wanted, where that has changed. */
  inform(): void {
    const sourceOf = ({ source }: Outlet): ForwardedSource | null => {
      if (!source) return null
      const { participantId, slot } = source
      return { participantId, slot: slot === 'thumbnail' ? 'camera' : slot }
    }
    const wanted = [...this.#feeds.values()].filter((feed) => feed.isWanted).map(({ slot }) => slot)
    this.#say({ type: 'carries', voices: this.voices.map(sourceOf), pictures: this.pictures.map(sourceOf) })
    this.#say({ type: 'wants', slots: wanted })
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const outlet of this.outlets) outlet.use(undefined)
    for (const feed of this.#feeds.values()) feed.close()
    void this.#pc.close()
    this.#listeners.onClosed()
  }

  #setUp(transceivers: RTCRtpTransceiver[]): void {
    for (const [index, transceiver] of transceivers.entries()) {
      const slot = upstreamSlots[index]
      transceiver.setDirection(slot ? 'recvonly' : 'sendonly')
      if (!slot) continue
      const feed = new Feed(this.id, slot, transceiver.receiver)
      this.#feeds.set(slot, feed)
      const listen = (track: (typeof transceiver.receiver.tracks)[number]) =>
        track.onReceiveRtp.subscribe((packet) => feed.receive(packet, this.#levelOf(packet)))
      for (const track of transceiver.receiver.tracks) listen(track)
      transceiver.onTrack.subscribe((track) => listen(track))
    }
  }

  #openOutlets(transceivers: RTCRtpTransceiver[]): void {
    const level = this.#levelExtension()
    const outlets = transceivers
      .slice(upstreamSlots.length)
      .map(({ sender, kind }) => ({ kind, outlet: new Outlet(sender, kind === 'audio' ? level : undefined) }))
    const ofKind = (kind: string) => outlets.filter((entry) => entry.kind === kind).map(({ outlet }) => outlet)
    this.voices = ofKind('audio').slice(0, limits.forwardedVoices)
    this.pictures = ofKind('video').slice(0, limits.forwardedPictures)
  }

  #levelExtension(): number | undefined {
    const entry = Object.entries(this.#pc.extIdUriMap).find(([, uri]) => uri === RTP_EXTENSION_URI.audioLevelIndication)
    return entry && Number(entry[0])
  }

  #levelOf({ header }: RtpPacket): number | undefined {
    const id = this.#levelExtension()
    const byte = header.extensions.find((extension) => extension.id === id)?.payload[0]
    return byte === undefined ? undefined : byte & 0x7f
  }

  #hear(text: string): void {
    const message = participantMessage.safeParse(parseJson(text))
    if (!message.success) return
    if (message.data.type === 'sends') this.sends = new Set(message.data.slots)
    else this.shows = message.data.pictures
    this.#listeners.onChange()
  }

  #say(message: UnitMessage): void {
    const text = JSON.stringify(message)
    if (!this.#tell || this.#told.get(message.type) === text) return
    this.#told.set(message.type, text)
    this.#tell(message)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
