import type { IceCandidate, IceServer } from '@parley/contracts/call'
import type { ParticipantMessage, UnitMessage } from '@parley/contracts/forwarding'
import { forwardingUnitId, type UpstreamSlot, upstreamSlots } from '@parley/contracts/forwarding-layout'
import { limits } from '@parley/contracts/limits'
import { type LocalTracks, type MediaSlot, slotKind } from './media-slots.ts'
import type { TopologyOptions } from './media-topology.ts'
import { askForSpeech } from './opus.ts'
import { peerConfiguration } from './peer-configuration.ts'

type Carried = Extract<UnitMessage, { type: 'carries' }>

interface UnitConnectionOptions extends Pick<TopologyOptions, 'callId' | 'send'> {
  iceServers: IceServer[]
  tracks: LocalTracks
  /** The unit can be spoken to. */
  onOpen(): void
  /** What each section carries is another. */
  onCarried(): void
  /** The path is lost, and may come back by itself. */
  onLost(): void
  /** The path has come back. */
  onFound(): void
  /** The connection has ended, or could not begin. */
  onClosed(): void
}

/** One connection to the forwarding unit, which is offered once and never negotiated anew. */
export interface UnitConnection {
  tell(message: ParticipantMessage): void
  acceptAnswer(sdp: string): Promise<void>
  setTrack(slot: MediaSlot, track: MediaStreamTrack | undefined): void
  receiver(participantId: string, slot: MediaSlot): RTCRtpReceiver | undefined
  /** Participants of whom something is carried. */
  carried(): Set<string>
  getStats(): Promise<RTCStatsReport>
  close(): void
}

/**
 * Milliseconds that an answer may take, and then the connection: long, because on a machine with too much to do whoever
 * begins anew makes it worse.
 */
const CONNECT_TIMEOUT = 20_000
/** Height of a thumbnail in pixels. */
const THUMBNAIL_HEIGHT = 180

const kindOf = (slot: UpstreamSlot) => (slot === 'thumbnail' ? 'video' : slotKind[slot])
const trackFor = (slot: UpstreamSlot, tracks: LocalTracks) => tracks[slot === 'thumbnail' ? 'camera' : slot]

/** What one browser sends to the unit, which is all that it sends: bits and frames per second. */
function encodingFor(slot: UpstreamSlot, track: MediaStreamTrack | undefined): RTCRtpEncodingParameters {
  switch (slot) {
    case 'microphone':
      return { maxBitrate: 48_000 }
    case 'screenAudio':
      return { maxBitrate: 96_000 }
    case 'camera':
      return { maxBitrate: 1_200_000, maxFramerate: 30 }
    case 'screen':
      return { maxBitrate: 2_500_000, maxFramerate: 15 }
    case 'thumbnail': {
      const height = track?.getSettings().height ?? 720
      const scaleResolutionDownBy = Math.max(1, height / THUMBNAIL_HEIGHT)
      return { maxBitrate: 150_000, maxFramerate: 15, scaleResolutionDownBy }
    }
  }
}

/** Only what the unit forwards is offered: every codec more makes some thirty sections longer. */
function preferCodec(transceiver: RTCRtpTransceiver, kind: 'audio' | 'video'): void {
  const wanted = kind === 'audio' ? ['audio/opus'] : ['video/vp8', 'video/rtx']
  const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []
  transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => wanted.includes(mimeType.toLowerCase())))
}

/** Connects to the forwarding unit. One that fails says so by `onClosed` and is not tried again. */
export function connectUnit(options: UnitConnectionOptions): UnitConnection {
  const { callId, send } = options
  const pc = new RTCPeerConnection(peerConfiguration(options.iceServers))
  const channel = pc.createDataChannel('control')
  const tracks: LocalTracks = { ...options.tracks }
  let carried: Carried = { type: 'carries', voices: [], pictures: [] }
  let wanted = new Set<UpstreamSlot>()
  let limiting = Promise.resolve()
  let isClosed = false

  function open(kind: 'audio' | 'video', direction: 'sendonly' | 'recvonly'): RTCRtpTransceiver {
    const transceiver = pc.addTransceiver(kind, { direction })
    preferCodec(transceiver, kind)
    return transceiver
  }
  const sending = upstreamSlots.map((slot) => ({ slot, sender: open(kindOf(slot), 'sendonly').sender }))
  const several = (count: number, kind: 'audio' | 'video') =>
    Array.from({ length: count }, () => open(kind, 'recvonly').receiver)
  const voices = several(limits.forwardedVoices, 'audio')
  const pictures = several(limits.forwardedPictures, 'video')

  let timer = setTimeout(end, CONNECT_TIMEOUT)

  function end(): void {
    if (isClosed) return
    close()
    options.onClosed()
  }

  function close(): void {
    isClosed = true
    clearTimeout(timer)
    pc.close()
  }

  async function begin(): Promise<void> {
    await Promise.all(sending.map(({ slot, sender }) => sender.replaceTrack(trackFor(slot, tracks) ?? null)))
    await pc.setLocalDescription()
    const { sdp = '' } = pc.localDescription ?? {}
    await send('offer', { callId, to: forwardingUnitId, description: { type: 'offer', sdp } })
  }

  /** Sends what somebody looks at or listens to, and of that no more than is of use. */
  function limit(): void {
    // One after the other: parameters that were read before others were set are refused.
    limiting = limiting.then(async () => {
      for (const { slot, sender } of sending) {
        const parameters = sender.getParameters()
        const [encoding] = parameters.encodings
        if (!encoding) continue
        Object.assign(encoding, encodingFor(slot, sender.track ?? undefined), { active: wanted.has(slot) })
        await sender.setParameters(parameters).catch(() => undefined)
      }
    })
  }

  function hear(text: string): void {
    const message = JSON.parse(text) as UnitMessage
    if (message.type === 'carries') {
      carried = message
      options.onCarried()
    } else {
      wanted = new Set(message.slots)
      limit()
    }
  }

  function tell(message: ParticipantMessage): void {
    if (channel.readyState === 'open') channel.send(JSON.stringify(message))
  }

  const tellSent = () =>
    tell({ type: 'sends', slots: (Object.keys(slotKind) as MediaSlot[]).filter((slot) => tracks[slot]) })

  channel.onopen = () => {
    clearTimeout(timer)
    tellSent()
    options.onOpen()
  }
  channel.onmessage = ({ data }) => hear(String(data))
  channel.onclose = end
  pc.onconnectionstatechange = () => {
    if (pc.connectionState === 'failed') end()
    else if (pc.connectionState === 'disconnected') options.onLost()
    else if (pc.connectionState === 'connected' && channel.readyState === 'open') options.onFound()
  }
  pc.onicecandidate = ({ candidate }) => {
    if (candidate)
      send('ice-candidate', { callId, to: forwardingUnitId, candidate: asSent(candidate) }).catch(() => undefined)
  }
  begin().catch(end)

  return {
    tell,
    async acceptAnswer(sdp) {
      if (pc.signalingState !== 'have-local-offer') return
      clearTimeout(timer)
      timer = setTimeout(end, CONNECT_TIMEOUT)
      await pc.setRemoteDescription({ type: 'answer', sdp: askForSpeech(sdp) })
      limit()
    },
    setTrack(slot, track) {
      if (track) tracks[slot] = track
      else delete tracks[slot]
      const concerned = sending.filter(
        (section) => section.slot === slot || (slot === 'camera' && section.slot === 'thumbnail'),
      )
      void Promise.all(concerned.map(({ sender }) => sender.replaceTrack(track ?? null))).then(limit, () => undefined)
      tellSent()
    },
    receiver(participantId, slot) {
      const isIt = (source: Carried['voices'][number]) =>
        source?.participantId === participantId && source.slot === slot
      return slotKind[slot] === 'audio'
        ? voices[carried.voices.findIndex(isIt)]
        : pictures[carried.pictures.findIndex(isIt)]
    },
    carried: () => new Set([...carried.voices, ...carried.pictures].flatMap((source) => source?.participantId ?? [])),
    getStats: () => pc.getStats(),
    close,
  }
}

function asSent(candidate: RTCIceCandidate): IceCandidate {
  const { candidate: line = '', sdpMid, sdpMLineIndex, usernameFragment } = candidate.toJSON()
  return {
    candidate: line,
    sdpMid: sdpMid ?? null,
    sdpMLineIndex: sdpMLineIndex ?? null,
    usernameFragment: usernameFragment ?? null,
  }
}
