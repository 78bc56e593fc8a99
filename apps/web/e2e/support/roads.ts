import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'

/** The ways that media takes from one page to another. */
interface Roads {
  /** Closes those there are, for good: only what is found anew leads on. */
  close(): void
  stop(): void
}

/**
 * Leads all media of pages that have not been opened yet through this process: every candidate a page hears of is
 * replaced by an address here, from which everything is passed on to where the candidate was.
 */
export async function openRoads(...pages: Page[]): Promise<Roads> {
  const sockets: Socket[] = []
  let generation = 0

  /** One more address, behind which is another. Answers go back to who has spoken last. */
  async function leadTo(address: string, port: number): Promise<number> {
    const near = createSocket('udp4')
    const far = createSocket('udp4')
    sockets.push(near, far)
    const own = generation
    let speaker: { address: string; port: number } | undefined
    near.on('message', (packet, from) => {
      speaker = from
      if (own === generation) far.send(packet, port, address)
    })
    far.on('message', (packet) => {
      if (own === generation && speaker) near.send(packet, speaker.port, speaker.address)
    })
    near.bind(0, '127.0.0.1')
    far.bind(0, '127.0.0.1')
    await Promise.all([once(near, 'listening'), once(far, 'listening')])
    return (near.address() as AddressInfo).port
  }

  for (const page of pages) {
    await page.exposeFunction('leadTo', leadTo)
    await page.addInitScript(() => {
      const { leadTo } = window as unknown as { leadTo: (address: string, port: number) => Promise<number> }
      type Add = (this: RTCPeerConnection, candidate?: RTCIceCandidateInit | null) => Promise<void>
      const add: Add = RTCPeerConnection.prototype.addIceCandidate
      const lead: Add = async function (init) {
        const parts = init?.candidate?.split(' ') ?? []
        const [, , protocol, , , port] = parts
        if (protocol?.toLowerCase() !== 'udp') return
        // Names of this machine's own (mDNS) and its addresses are one.
        parts[4] = '127.0.0.1'
        parts[5] = String(await leadTo('127.0.0.1', Number(port)))
        return add.call(this, { ...init, candidate: parts.join(' ') })
      }
      RTCPeerConnection.prototype.addIceCandidate = lead
      // Candidates in descriptions would be ways around.
      type Describe = (this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void>
      const describe: Describe = RTCPeerConnection.prototype.setRemoteDescription
      const strip: Describe = function ({ type, sdp }) {
        return describe.call(this, { type, sdp: sdp?.replace(/^a=candidate:.*\r\n/gm, '') ?? '' })
      }
      RTCPeerConnection.prototype.setRemoteDescription = strip
    })
  }

  return {
    close() {
      generation++
    },
    stop() {
      for (const socket of sockets) socket.close()
    },
  }
}
