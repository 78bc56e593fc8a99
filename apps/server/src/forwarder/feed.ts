import type { UpstreamSlot } from '@parley/contracts/forwarding-layout'
import { type RTCRtpReceiver, type RtpPacket, Vp8RtpPayload } from 'werift'
import type { Outlet } from './outlet.ts'

/** Milliseconds between two requests for a picture that does not lean on those before it. */
const KEYFRAME_INTERVAL_MS = 500
/** A level in dBov, as RFC 6464 has it, below which there is speech. */
const SPEECH = 50

/** What one participant sends in one slot, and to whom it goes. */
export class Feed {
  readonly participantId: string
  readonly slot: UpstreamSlot
  readonly #receiver: RTCRtpReceiver
  readonly #outlets = new Set<Outlet>()
  #ssrc: number | undefined
  #askedAt = 0
  /** Bytes that have come in. */
  bytes = 0
  /** When somebody was last heard here. */
  spokenAt = 0

  constructor(participantId: string, slot: UpstreamSlot, receiver: RTCRtpReceiver) {
    this.participantId = participantId
    this.slot = slot
    this.#receiver = receiver
  }

  get isPicture(): boolean {
    return this.slot === 'camera' || this.slot === 'thumbnail' || this.slot === 'screen'
  }

  get isWanted(): boolean {
    return this.#outlets.size > 0
  }

  attach(outlet: Outlet): void {
    this.#outlets.add(outlet)
    this.requestKeyframe()
  }

  detach(outlet: Outlet): void {
    this.#outlets.delete(outlet)
  }

  /** Passes a packet on. @param level what the sender says of its loudness */
  receive(packet: RtpPacket, level: number | undefined): void {
    const isFirst = this.#ssrc !== packet.header.ssrc
    this.#ssrc = packet.header.ssrc
    this.bytes += packet.payload.length
    if (level !== undefined && level < SPEECH) this.spokenAt = Date.now()
    if (packet.payload.length === 0) return
    if (isFirst && this.isWanted) this.requestKeyframe()
    const mayBegin = !this.isPicture || isKeyframe(packet)
    for (const outlet of this.#outlets) outlet.write(this, packet, mayBegin, level)
  }

  /** Asks for a picture from which somebody who comes now can go on. */
  requestKeyframe(): void {
    const now = Date.now()
    if (!this.isPicture || this.#ssrc === undefined || now - this.#askedAt < KEYFRAME_INTERVAL_MS) return
    this.#askedAt = now
    void this.#receiver.sendRtcpPLI(this.#ssrc)
  }

  close(): void {
    for (const outlet of [...this.#outlets]) outlet.use(undefined)
  }
}

function isKeyframe({ payload }: RtpPacket): boolean {
  const { isKeyframe: isKey, isPartitionHead } = Vp8RtpPayload.deSerialize(payload)
  return isKey && isPartitionHead
}
