import type { RTCRtpSender, RtpPacket } from 'werift'
import type { Feed } from './feed.ts'

/** Ticks of the clock from the last packet of one source to the first of the next: 20 ms of sound, a frame at 30 a second. */
const STEP = { audio: 960, video: 3_000 }

/** One section in which a participant receives: carries one feed at a time, as one stream without seams. */
export class Outlet {
  readonly #sender: RTCRtpSender
  /** What is shown, and what will be as soon as it has a picture to begin with. */
  #current: Feed | undefined
  #next: Feed | undefined
  readonly #levelExtension: number | undefined
  /** Bytes that have gone out. */
  bytes = 0

  /** @param levelExtension the id under which the receiver reads how loud somebody is */
  constructor(sender: RTCRtpSender, levelExtension: number | undefined) {
    this.#sender = sender
    this.#levelExtension = levelExtension
    // Keeps every packet that was ever sent, and is not asked.
    sender.senderBWE.rtpPacketSent = () => undefined
    sender.onPictureLossIndication.subscribe(() => this.source?.requestKeyframe())
  }

  get source(): Feed | undefined {
    return this.#next ?? this.#current
  }

  /** What the receiver can take, as far as it has said: bits per second. */
  get estimate(): number | undefined {
    const bitrate = Number(this.#sender.receiverEstimatedMaxBitrate)
    return bitrate > 0 ? bitrate : undefined
  }

  /** Carries another feed from now on, or none. */
  use(feed: Feed | undefined): void {
    if (feed === this.source) return
    this.#next?.detach(this)
    this.#next = undefined
    // The same person's other size takes over without a gap; somebody else does not wait in a picture that is not theirs.
    if (this.#current && this.#current.participantId !== feed?.participantId) this.#stop()
    if (feed === this.#current) return
    this.#next = feed
    feed?.attach(this)
  }

  write(feed: Feed, packet: RtpPacket, mayBegin: boolean, level: number | undefined): void {
    if (feed === this.#next && mayBegin) {
      this.#stop()
      this.#current = feed
      this.#next = undefined
      this.#sender.replaceRTP(packet.header, false, STEP[this.#sender.kind === 'audio' ? 'audio' : 'video'])
    }
    if (feed !== this.#current) return
    packet.header.extensions =
      level === undefined || this.#levelExtension === undefined
        ? []
        : [{ id: this.#levelExtension, payload: Buffer.of(level) }]
    this.bytes += packet.payload.length
    this.#sender.sendRtp(packet).catch(() => undefined)
  }

  /** Asks again for what has not come. */
  remind(): void {
    this.#next?.requestKeyframe()
  }

  #stop(): void {
    this.#current?.detach(this)
    this.#current = undefined
  }
}
