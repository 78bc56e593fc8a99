import { expect, type Locator, type Page } from '@playwright/test'
import { desktop } from './test.ts'

/**
 * How a browser is started whose camera and microphone are made up. Where there is no network beside this machine's own,
 * only the loopback flag lets peers find each other.
 */
export const fakeMedia = [
  '--no-sandbox',
  '--disable-gpu',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
]

/** With leave to use camera and microphone. */
export const caller = { ...desktop, permissions: ['camera', 'microphone'] }

declare global {
  interface Window {
    /** Every connection that the page has made. */
    peerConnections: RTCPeerConnection[]
  }
}

/** Lets a test look into a page's connections, and keeps its pictures small: two cores draw them all. */
export async function prepareCaller(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.peerConnections = []
    const Original = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        window.peerConnections.push(this)
      }
    }
    const { mediaDevices } = navigator
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = (constraints) =>
      getUserMedia(
        constraints?.video
          ? { ...constraints, video: { width: { exact: 320 }, height: { exact: 240 }, frameRate: { max: 15 } } }
          : constraints,
      )
  })
}

/** What has come in over all connections that are open. */
interface Received {
  connections: number
  /** Of each connection: sound, and pictures of camera and screen together. */
  samples: number[]
  frames: number[]
}

function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const open = window.peerConnections.filter(({ connectionState }) => connectionState === 'connected')
    const samples: number[] = []
    const frames: number[] = []
    for (const connection of open) {
      let heard = 0
      let seen = 0
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue
        heard += report.totalSamplesReceived ?? 0
        seen += report.framesDecoded ?? 0
      }
      samples.push(heard)
      frames.push(seen)
    }
    return { connections: open.length, samples, frames }
  })
}

/** Waits until sound, or pictures, have come in anew over so many connections. */
export async function expectRising(page: Page, what: 'samples' | 'frames', connections: number): Promise<void> {
  await expect.poll(async () => (await received(page)).connections, { timeout: 30_000 }).toBe(connections)
  const before = await received(page)
  await expect
    .poll(
      async () => {
        const now = await received(page)
        return now[what].filter((count, index) => count > (before[what][index] ?? 0)).length
      },
      { timeout: 30_000 },
    )
    .toBe(connections)
}

/** Joins the voice channel by one click. */
export async function joinVoice(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Voice' }).getByRole('link').click()
  await expect(page.getByRole('toolbar', { name: 'Call' })).toBeVisible()
}

/** The tiles of people and screens in the call. */
export function tiles(page: Page): Locator {
  return page.getByRole('region', { name: 'Call' }).getByRole('listitem')
}
