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
    /** Every connection that the page has made, and everything that plays sound in it. */
    peerConnections: RTCPeerConnection[]
    players: HTMLAudioElement[]
  }
}

/**
 * Lets a test look into a page's connections, and keeps its pictures small: two cores draw them all.
 * @param processesVoice whether echo and noise are taken out, which costs more than all the rest of a voice
 */
export async function prepareCaller(
  page: Page,
  { width = 320, height = 240, framerate = 15, processesVoice = true } = {},
): Promise<void> {
  const picture = { width: { exact: width }, height: { exact: height }, frameRate: { max: framerate } }
  const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
  await page.addInitScript(
    ({ picture: video, voice }) => {
      window.peerConnections = []
      const Original = window.RTCPeerConnection
      window.RTCPeerConnection = class extends Original {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          window.peerConnections.push(this)
        }
      }
      window.players = []
      window.Audio = class extends window.Audio {
        constructor(source?: string) {
          super(source)
          window.players.push(this)
        }
      }
      const { mediaDevices } = navigator
      const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices)
      mediaDevices.getUserMedia = (constraints) =>
        getUserMedia(constraints?.video ? { ...constraints, video } : voice ? { audio: voice } : constraints)
    },
    { picture, voice: processesVoice ? undefined : raw },
  )
}

/** Lets a page take no path but relays that it reaches so, as if a firewall were in the way of all others. */
export async function takeRelaysOnly(page: Page, protocol: 'udp' | 'tcp'): Promise<void> {
  await page.addInitScript((wanted) => {
    const restrict = (configuration: RTCConfiguration = {}): RTCConfiguration => ({
      ...configuration,
      iceTransportPolicy: 'relay',
      iceServers: (configuration.iceServers ?? []).flatMap(({ urls, ...server }) =>
        [urls]
          .flat()
          .filter((url) => url.startsWith('turn:') && url.includes('transport=tcp') === (wanted === 'tcp'))
          .map((url) => ({ ...server, urls: url })),
      ),
    })
    const Original = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(restrict(configuration))
      }
      override setConfiguration(configuration: RTCConfiguration) {
        super.setConfiguration(restrict(configuration))
      }
    }
  }, protocol)
}

/** What has come in over all connections that are open. */
interface Received {
  connections: number
  /** Of each connection: sound, and pictures of camera and screen together. */
  samples: number[]
  frames: number[]
  /** Of the sound: silence adds nothing. */
  energy: number[]
}

function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const open = window.peerConnections.filter(({ connectionState }) => connectionState === 'connected')
    const samples: number[] = []
    const frames: number[] = []
    const energy: number[] = []
    for (const connection of open) {
      let heard = 0
      let seen = 0
      let loud = 0
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue
        heard += report.totalSamplesReceived ?? 0
        seen += report.framesDecoded ?? 0
        loud += report.totalAudioEnergy ?? 0
      }
      samples.push(heard)
      frames.push(seen)
      energy.push(loud)
    }
    return { connections: open.length, samples, frames, energy }
  })
}

/** Waits until sound that is not silence, or packets of it, or pictures have come in anew over so many connections. */
export async function expectRising(
  page: Page,
  what: 'energy' | 'samples' | 'frames',
  connections: number,
  patience = 30_000,
): Promise<void> {
  await expect.poll(async () => (await received(page)).connections, { timeout: patience }).toBe(connections)
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

/** Waits until a picture has come, and goes on. */
export async function expectMoving(picture: Locator): Promise<void> {
  const frames = () => picture.evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)
  let before = await frames()
  await expect
    .poll(
      async () => {
        const [last, now] = [before, await frames()]
        before = now
        return last > 0 && now > last
      },
      { timeout: 30_000 },
    )
    .toBe(true)
}

/** The made-up microphone beeps twice a second: longer than that nothing comes by chance. */
const SILENCE = 1_500

/** Waits until nothing is to be heard over any connection. */
export async function expectSilence(page: Page): Promise<void> {
  const loudness = async () => (await received(page)).energy.reduce((sum, energy) => sum + energy, 0)
  await expect
    .poll(
      async () => {
        const before = await loudness()
        await page.waitForTimeout(SILENCE)
        return (await loudness()) - before
      },
      { timeout: 30_000 },
    )
    .toBeLessThan(1e-6)
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

/** What a page sends of one kind over its newest connection. */
export function sent(page: Page, kind: 'audio' | 'video') {
  return page.evaluate((wanted) => {
    const senders = window.peerConnections.at(-1)?.getSenders() ?? []
    const sender = senders.find(({ track }) => track?.kind === wanted)
    return { settings: sender?.track?.getSettings(), encoding: sender?.getParameters().encodings[0] }
  }, kind)
}
