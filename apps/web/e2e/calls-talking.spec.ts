import { expect, type Page } from '@playwright/test'
import {
  caller,
  expectRising,
  expectSilence,
  fakeMedia,
  joinVoice,
  prepareCaller,
  sent,
  tiles,
} from './support/calls.ts'
import { inspect } from './support/inspect.ts'
import { meet } from './support/scene.ts'
import { phone, test } from './support/test.ts'

test.use({
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    // Without what answers for everybody, each browser's own permissions count.
    args: fakeMedia.filter((argument) => argument !== '--use-fake-ui-for-media-stream'),
  },
})
test.setTimeout(120_000)

/** Ends what the microphone or the camera sends, as the system does when it is gone. */
function lose(page: Page, kind: 'audio' | 'video'): Promise<void> {
  return page.evaluate((lost) => {
    const senders = window.peerConnections.at(-1)?.getSenders() ?? []
    const track = senders.find((sender) => sender.track?.kind === lost)?.track
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
  }, kind)
}

test('people decide when they are heard, by which microphone, and how loud others are', async ({ newPerson }) => {
  const ana = await newPerson('Ana', caller)
  const ben = await newPerson('Ben', caller)
  const { path } = await meet('Harbour', ana, ben)
  for (const { page } of [ana, ben]) {
    await prepareCaller(page)
    await page.goto(path)
    await joinVoice(page)
  }
  for (const { page } of [ana, ben]) await expectRising(page, 'energy', 1)
  // Silence costs nothing, and what is lost is mended: each side asks the other for it.
  const asked = await ben.page.evaluate(() => window.peerConnections[0]?.remoteDescription?.sdp)
  expect(asked?.split('m=')[1]).toMatch(/^a=fmtp:\d+ (?=.*useinbandfec=1).*usedtx=1/m)

  await ana.page.getByRole('button', { name: 'Mute', exact: true }).click()
  await expectSilence(ben.page)
  await ana.page.getByRole('button', { name: 'Unmute' }).click()
  await expectRising(ben.page, 'energy', 1)

  const player = () => ben.page.evaluate(() => window.players.map(({ muted, volume }) => ({ muted, volume }))[0])
  await ben.page.getByRole('button', { name: 'Deafen' }).click()
  await expect.poll(player).toEqual({ muted: true, volume: 1 })
  await expect(ana.page.getByRole('button', { name: /^Ben, .*deafened/ })).toBeVisible()
  // Who does not hear is not heard either.
  await expectSilence(ana.page)
  await ben.page.getByRole('button', { name: 'Undeafen' }).click()
  await ben.page.getByRole('button', { name: 'Volume of Ana' }).click()
  await ben.page.getByRole('slider', { name: 'Volume of Ana' }).fill('30')
  await expect.poll(player).toEqual({ muted: false, volume: 0.3 })
  await ben.page.keyboard.press('Escape')

  // Pulled out, it is replaced by another one; taken away, it is not asked for again.
  await lose(ana.page, 'audio')
  await expectRising(ben.page, 'energy', 1)
  await ana.context.clearPermissions()
  await lose(ana.page, 'audio')
  await expect(ana.page.getByText(/^You are only listening: your browser may not use the microphone/)).toBeVisible()
  await expect(ben.page.getByRole('button', { name: /^Ana, .*only listening/ })).toBeVisible()
  await ana.context.grantPermissions(['camera', 'microphone'])
  await ana.page.getByRole('button', { name: 'Unmute' }).click()
  await expectRising(ben.page, 'energy', 1)

  // A camera that goes off by itself says so.
  await ana.page.getByRole('button', { name: 'Turn camera on' }).click()
  await expect(ben.page.getByRole('button', { name: /^Ana, .*camera on/ })).toBeVisible()
  await lose(ana.page, 'video')
  await expect(ana.page.getByRole('list', { name: 'Notifications' })).toContainText('Your camera went off')
  await expect(ana.page.getByRole('button', { name: 'Turn camera on' })).toBeVisible()
  await expect(ben.page.getByRole('button', { name: /^Ana, .*camera on/ })).toBeHidden()

  // The call goes on beside the settings, which act on it at once.
  await ana.page.getByRole('button', { name: 'Voice settings' }).click()
  await expect(ana.page.getByRole('region', { name: 'Your call' })).toContainText('Connected')
  await ana.page.getByRole('button', { name: 'Test the microphone' }).click()
  await expect
    .poll(() => ana.page.getByRole('meter').evaluate((meter: HTMLMeterElement) => meter.value))
    .toBeGreaterThan(0)
  const before = await sent(ana.page, 'audio')
  await ana.page.getByRole('combobox', { name: 'Microphone' }).selectOption({ label: 'Fake Audio Input 2' })
  await ana.page.getByRole('switch', { name: 'Noise suppression' }).click()
  await ana.page.getByRole('switch', { name: 'Echo cancellation' }).click()
  await expect
    .poll(async () => (await sent(ana.page, 'audio')).settings)
    .toMatchObject({ noiseSuppression: false, echoCancellation: false })
  expect((await sent(ana.page, 'audio')).settings?.deviceId).not.toBe(before.settings?.deviceId)
  await expectRising(ben.page, 'energy', 1)

  await ana.page.getByRole('switch', { name: 'Push to talk' }).click()
  await expectSilence(ben.page)
  await ana.page.getByRole('button', { name: 'Choose another key' }).click()
  await ana.page.keyboard.press('KeyV')
  await ana.page.keyboard.down('KeyV')
  await expectRising(ben.page, 'energy', 1)
  await ana.page.keyboard.up('KeyV')
  await expectSilence(ben.page)
})

test('who may not use a microphone, or has none, can listen, and is told why', async ({ newPerson }) => {
  const ana = await newPerson('Ana', caller)
  const ben = await newPerson('Ben', { ...phone, permissions: ['clipboard-read'] })
  const { path } = await meet('Harbour', ana, ben)
  const server = path.split('/').slice(0, 3).join('/')
  await prepareCaller(ana.page)
  await prepareCaller(ben.page)
  await ana.page.goto(path)
  await joinVoice(ana.page)
  await ben.page.goto(server)
  await joinVoice(ben.page)
  await expect(ben.page.getByText(/^You are only listening: your browser may not use the microphone/)).toBeVisible()
  await expect(ana.page.getByRole('button', { name: /^Ben, .*only listening/ })).toBeVisible()
  await expectRising(ben.page, 'energy', 1)
  await inspect(ben.page, 'call-listening')

  await ben.page.getByRole('button', { name: 'Connected' }).click()
  await ben.page.getByRole('link', { name: 'Check what calls need' }).click()
  await ben.page.getByRole('button', { name: 'Start the check' }).click()
  const step = (name: string) => ben.page.getByRole('main').getByRole('listitem').filter({ hasText: name })
  await expect(step('Microphone')).toContainText(/Failed.*Allow it beside the address/)
  for (const name of ['Connection to Parley', 'A call with yourself']) await expect(step(name)).toContainText('Passed')
  for (const name of ['STUN', 'Relay over UDP', 'Relay over TCP']) {
    await expect(step(name)).toContainText('Not configured')
  }
  await expect(ben.page.getByRole('status').filter({ hasText: 'One thing is wrong' })).toBeVisible()
  await inspect(ben.page, 'call-check')

  await ben.page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Nothing there', 'NotFoundError'))
  })
  await ben.page.goto(path.replace(/\/\d+$/, ''))
  await joinVoice(ben.page)
  await expect(ben.page.getByText(/^You are only listening: there is no microphone/)).toBeVisible()
  await expectRising(ben.page, 'energy', 1)
})

test('four people see and hear each other, each sending less to each than two would', async ({ newPerson }) => {
  // Two cores draw all of it: small pages keep that small.
  const small = { ...caller, viewport: { width: 800, height: 480 } }
  const people = await Promise.all(['Ana', 'Ben', 'Cleo', 'Dora'].map((name) => newPerson(name, small)))
  const [ana, ...others] = people
  if (!ana) throw new Error('Nobody is there')
  const { path } = await meet('Harbour', ana, ...others)
  for (const { page } of people) {
    await prepareCaller(page, { width: 160, height: 120, framerate: 5 })
    await page.goto(path)
    await joinVoice(page)
    await page.getByRole('button', { name: 'Turn camera on' }).click()
  }
  for (const { page } of people) {
    await expectRising(page, 'energy', 3)
    await expectRising(page, 'frames', 3)
    await expect(tiles(page)).toHaveCount(4)
  }
  expect((await sent(ana.page, 'video')).encoding).toMatchObject({ maxBitrate: 500_000, scaleResolutionDownBy: 1.5 })
})
