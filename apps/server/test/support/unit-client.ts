import { once } from 'node:events'
import type { Realtime } from '@parley/client/realtime'
import type { ParticipantMessage } from '@parley/contracts/forwarding'
import { type UpstreamSlot, upstreamSlots } from '@parley/contracts/forwarding-layout'
import { limits } from '@parley/contracts/limits'
import { RTCPeerConnection, type RtpPacket, SrtpAuthenticationError } from 'werift'

/** A browser's side of a connection to the forwarding unit. */
export class UnitClient {
  readonly #pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', iceUseTcp: false })
  readonly #channel = this.#pc.createDataChannel('control')
  readonly #opened = this.#channel.stateChanged.watch((state) => state === 'open')

  constructor() {
    const isPicture = (slot: string) => slot === 'camera' || slot === 'thumbnail' || slot === 'screen'
    for (const slot of upstreamSlots)
      this.#pc.addTransceiver(isPicture(slot) ? 'video' : 'audio', { direction: 'sendonly' })
    for (let count = 0; count < limits.forwardedVoices; count++)
      this.#pc.addTransceiver('audio', { direction: 'recvonly' })
    for (let count = 0; count < limits.forwardedPictures; count++)
      this.#pc.addTransceiver('video', { direction: 'recvonly' })
  }

  /** All that there is to say to the unit, its candidates included. */
  async offer(): Promise<string> {
    await this.#pc.setLocalDescription(await this.#pc.createOffer())
    return this.#pc.localDescription?.sdp ?? ''
  }

  /** Resolves when the unit can be spoken to. */
  async connect(answer: string): Promise<void> {
    await this.#pc.setRemoteDescription({ type: 'answer', sdp: answer })
    await this.#opened
  }

  /** Connects somebody who is in a call that goes through the unit. */
  async join(live: Realtime, callId: string): Promise<void> {
    const answered = once(live.socket as unknown as NodeJS.EventEmitter, 'answer')
    const description = { type: 'offer', sdp: await this.offer() } as const
    await live.request('offer', { callId, to: 'sfu', description })
    const [{ from, description: answer }] = await answered
    if (from !== 'sfu') throw new Error(`${from} has answered`)
    await this.connect(answer.sdp)
  }

  tell(message: ParticipantMessage): void {
    this.#channel.send(Buffer.from(JSON.stringify(message)))
  }

  send(slot: UpstreamSlot, packet: RtpPacket): void {
    void this.#pc.getTransceivers()[upstreamSlots.indexOf(slot)]?.sender.sendRtp(packet)
  }

  /** Only counts the media that comes from now on, instead of reading it: that costs next to nothing. */
  count(onPacket: () => void): void {
    for (const { srtp } of this.#pc.dtlsTransports) {
      srtp.decrypt = () => {
        onPacket()
        throw new SrtpAuthenticationError('Not read')
      }
    }
  }

  close(): void {
    void this.#pc.close()
  }
}
