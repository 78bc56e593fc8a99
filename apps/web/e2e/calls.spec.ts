import { expect, type Page } from '@playwright/test'
import { TcpProxy } from '../../server/test/pipeline/support/tcp-proxy.ts'
import { caller, expectRising, fakeMedia, joinVoice, prepareCaller, tiles } from './support/calls.ts'
import { inspect } from './support/inspect.ts'
import { openRoads } from './support/roads.ts'
import { meet } from './support/scene.ts'
import { phone, test } from './support/test.ts'

test.use({
  launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: fakeMedia },
})
test.setTimeout(120_000)

/** Looks into the window that a picture may be taken into, which is no part of the page. */
async function watchSmallWindow(page: Page) {
  const opened = await page.evaluateHandle(() => {
    const found: { video?: HTMLVideoElement } = {}
    const { requestPictureInPicture } = HTMLVideoElement.prototype
    HTMLVideoElement.prototype.requestPictureInPicture = async function () {
      const small = await requestPictureInPicture.call(this)
      found.video = this
      return small
    }
    return found
  })
  const frames = () => opened.evaluate(({ video }) => video?.getVideoPlaybackQuality().totalVideoFrames ?? 0)
  return {
    async expectMoving() {
      await expect.poll(frames).toBeGreaterThan(0)
      const before = await frames()
      await expect.poll(frames).toBeGreaterThan(before)
    },
  }
}

test('people meet in a voice channel, are seen from outside, show themselves and a screen, and go', async ({
  newPerson,
}) => {
  const ana = await newPerson('Ana', caller)
  const ben = await newPerson('Ben', caller)
  const cleo = await newPerson('Cleo', caller)
  const { path } = await meet('Harbour', ana, ben, cleo)
  for (const { page } of [ana, ben, cleo]) {
    await prepareCaller(page)
    await page.goto(path)
  }

  await joinVoice(ana.page)
  const inChannel = cleo.page.getByRole('navigation', { name: 'Voice' }).getByRole('listitem')
  await expect(inChannel.filter({ hasText: 'Ana' }).last()).toBeVisible()
  await joinVoice(ben.page)
  await expectRising(ana.page, 'samples', 1)
  await expectRising(ben.page, 'samples', 1)
  await ana.page.getByRole('button', { name: 'Connected' }).click()
  await expect(ana.page.getByRole('dialog', { name: 'Connection' })).toContainText(/Ben.*Direct, UDP/)
  await ana.page.keyboard.press('Escape')

  await ana.page.getByRole('button', { name: 'Turn camera on' }).click()
  await expectRising(ben.page, 'frames', 1)
  await expect(ben.page.getByLabel('Camera of Ana')).toBeVisible()

  // The picture goes along while one looks at something else.
  const small = await watchSmallWindow(ben.page)
  await ben.page.getByRole('button', { name: 'Show in a small window' }).click()
  const rail = ben.page.getByRole('link', { name: 'Home' })
  const before = await rail.boundingBox()
  await rail.click()
  await expect(ben.page.getByRole('region', { name: 'Your call' })).toBeVisible()
  expect(await rail.boundingBox()).toEqual(before)
  await small.expectMoving()
  await ben.page.goBack()
  await ben.page.getByRole('button', { name: 'Close the small window' }).click()
  await expect(ben.page.getByRole('button', { name: 'Show in a small window' })).toBeVisible()

  // One who comes later gets everything.
  await joinVoice(cleo.page)
  for (const { page } of [ana, ben, cleo]) await expectRising(page, 'samples', 2)
  await expect(tiles(cleo.page)).toHaveCount(3)
  await expect(cleo.page.getByLabel('Camera of Ana')).toBeVisible()

  await ben.page.getByRole('button', { name: 'Share the screen' }).click()
  await expect(cleo.page.getByRole('button', { name: 'Screen of Ben' })).toBeVisible()
  await expect(tiles(cleo.page)).toHaveCount(4)
  await cleo.page.getByRole('button', { name: 'Full screen' }).click()
  await cleo.page.getByRole('button', { name: 'Leave full screen' }).click()
  await expect(cleo.page.getByRole('button', { name: 'Full screen', exact: true })).toBeVisible()
  await ben.page.getByRole('button', { name: 'Stop sharing the screen' }).click()
  await expect(tiles(cleo.page)).toHaveCount(3)
  await ana.page.getByRole('button', { name: 'Turn camera off' }).click()
  await expect(ben.page.getByLabel('Camera of Ana')).toBeHidden()

  await ana.page.getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(ben.page.getByRole('button', { name: /^Ana, .*muted/ })).toBeVisible()

  // A tab that is gone without a word is gone from the others.
  await cleo.context.close()
  await expect(tiles(ben.page)).toHaveCount(2, { timeout: 15_000 })
  await ben.page.getByRole('button', { name: 'Leave the call' }).click()
  await expect(tiles(ana.page)).toHaveCount(1)
})

test('a call goes on without its live connection, and through a restart of the app', async ({
  app,
  newPerson,
  problems,
}) => {
  const ana = await newPerson('Ana', caller)
  const ben = await newPerson('Ben', caller)
  const { path } = await meet('Harbour', ana, ben)
  const line = await TcpProxy.to(app.url)
  const { port } = new URL(line.through(app.url))
  for (const { page } of [ana, ben]) await prepareCaller(page)
  await ana.page.goto(`http://localhost:${port}${path}`)
  await ben.page.goto(path)
  for (const { page } of [ana, ben]) await joinVoice(page)
  const connections = async () => [
    await ana.page.evaluate(() => window.peerConnections.length),
    await ben.page.evaluate(() => window.peerConnections.length),
  ]
  for (const { page } of [ana, ben]) await expectRising(page, 'samples', 1)

  problems.expect(/net::ERR_/, /WebSocket/)
  line.setDown(true)
  // Five seconds are the story: a lost place is kept for a little longer.
  const fiveSeconds = ben.page.waitForTimeout(5_000)
  await expect(ben.page.getByRole('button', { name: /^Ana, .*reconnecting/ })).toBeVisible()
  await expectRising(ben.page, 'samples', 1)
  await fiveSeconds
  line.setDown(false)
  await expect(ben.page.getByRole('button', { name: /^Ana, .*reconnecting/ })).toBeHidden()
  for (const { page } of [ana, ben]) await expectRising(page, 'samples', 1)
  // What they say and hear did not have to be connected anew.
  expect(await connections()).toEqual([1, 1])

  await app.kill()
  await expect(ana.page.getByText(/^Connection lost/)).toBeVisible()
  await expectRising(ana.page, 'samples', 1)
  await app.restart()
  for (const [{ page }, other] of [
    [ana, 'Ben'],
    [ben, 'Ana'],
  ] as const) {
    await expect(page.getByText(/^Connection lost/)).toBeHidden()
    const tile = page.getByRole('main').getByRole('button', { name: new RegExp(`^${other}(?!.*reconnecting)`) })
    await expect(tile).toBeVisible()
    await expectRising(page, 'samples', 1)
  }
  expect(await connections()).toEqual([1, 1])

  // Who reloads the page is back in the call.
  await ben.page.reload()
  await expect(ben.page.getByRole('toolbar', { name: 'Call' })).toBeVisible()
  for (const { page } of [ana, ben]) await expectRising(page, 'samples', 1)
  await expect(tiles(ana.page)).toHaveCount(2)
  await line.stop()
})

test('a conversation rings, is declined, and answered', async ({ newPerson, newDevice }) => {
  const ana = await newPerson('Ana', caller)
  const ben = await newPerson('Ben', caller)
  const phoneOfBen = await newDevice(ben, { ...phone, permissions: [] })
  const { id } = await ana.api.createConversation({ body: { userId: ben.user.id } })
  for (const { page } of [ana, ben, phoneOfBen]) await prepareCaller(page)
  await ana.page.goto(`/conversations/${id}`)
  for (const { page } of [ben, phoneOfBen]) await page.goto('/conversations')

  const ringing = (page: Page) => page.getByRole('alert', { name: 'Incoming call' })
  await ana.page.getByRole('button', { name: 'Call' }).click()
  for (const { page } of [ben, phoneOfBen]) await expect(ringing(page)).toContainText('Ana')
  await expect(ana.page.getByText('Calling…')).toBeVisible()
  await phoneOfBen.page.getByRole('button', { name: 'Decline' }).click()
  for (const { page } of [ben, phoneOfBen]) await expect(ringing(page)).toBeHidden()
  await expect(ana.page.getByText('Your call was declined.')).toBeVisible()
  await expect(ana.page.getByText('Nobody answered. Others see that you are here.')).toBeVisible()
  await ana.page.getByRole('button', { name: 'Leave the call' }).click()

  await ana.page.getByRole('button', { name: 'Call' }).click()
  await expect(ringing(ben.page)).toBeVisible()
  await ana.page.getByRole('button', { name: 'Leave the call' }).click()
  await expect(ringing(ben.page)).toBeHidden()
  await expect(ben.page.getByText('You have missed a call from Ana.')).toBeVisible()

  await ana.page.getByRole('button', { name: 'Call' }).click()
  await ben.page.getByRole('button', { name: 'Answer' }).click()
  await expect(ringing(phoneOfBen.page)).toBeHidden()
  await expectRising(ana.page, 'samples', 1)
  await expectRising(ben.page, 'samples', 1)

  // The call stays while one looks at something else.
  await ben.page.getByRole('link', { name: 'Home' }).click()
  const bar = ben.page.getByRole('region', { name: 'Your call' })
  await expect(bar).toContainText('Ana')
  await bar.getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(ana.page.getByRole('button', { name: /^Ben, .*muted/ })).toBeVisible()

  // Joining on the phone takes over there.
  await phoneOfBen.page.goto(`/conversations/${id}`)
  await phoneOfBen.page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(ben.page.getByText(/on another device/)).toBeVisible()
  await expect(bar).toBeHidden()
  await expectRising(phoneOfBen.page, 'samples', 1)
  await expect(tiles(ana.page)).toHaveCount(2)
  await phoneOfBen.page.getByRole('button', { name: 'Leave the call' }).click()
  await expect(ana.page.getByText('Everybody else has left.')).toBeVisible()
})

test('a path that is lost is found again', async ({ newPerson }) => {
  const ana = await newPerson('Ana', caller)
  const ben = await newPerson('Ben', caller)
  const { path } = await meet('Harbour', ana, ben)
  const roads = await openRoads(ana.page, ben.page)
  for (const { page } of [ana, ben]) {
    await prepareCaller(page)
    await page.goto(path)
    await joinVoice(page)
  }
  for (const { page } of [ana, ben]) await expectRising(page, 'samples', 1)

  roads.close()
  await expect(ana.page.getByRole('button', { name: 'Reconnecting…' })).toBeVisible({ timeout: 20_000 })
  await expect(ana.page.getByRole('button', { name: 'Connected' })).toBeVisible({ timeout: 30_000 })
  for (const { page } of [ana, ben]) await expectRising(page, 'samples', 1)
  expect(await ana.page.evaluate(() => window.peerConnections.length)).toBe(1)
  roads.stop()
})

for (const size of [caller, { ...phone, permissions: [] }]) {
  test(`a call can be used by everybody, ${size.viewport.width} pixels wide`, async ({ newPerson }) => {
    const ana = await newPerson('Ana', size)
    const { path } = await meet('Harbour', ana)
    await prepareCaller(ana.page)
    await ana.page.goto(path.split('/').slice(0, 3).join('/'))
    await joinVoice(ana.page)
    await inspect(ana.page, 'call')
    // One tab stop leads to all that can be switched; shortcuts do from anywhere.
    const control = (name: string) =>
      ana.page.getByRole('toolbar', { name: 'Call' }).getByRole('button', { name, exact: true })
    await control('Mute').focus()
    await ana.page.keyboard.press('ArrowRight')
    await expect(control('Deafen')).toBeFocused()
    await ana.page.keyboard.press('Control+Shift+M')
    await expect(control('Unmute')).toBeVisible()
    await expect(ana.page.getByText('Nobody hears you.')).toBeAttached()
    await ana.page.keyboard.press('Control+Shift+D')
    await expect(control('Undeafen')).toBeVisible()
    await ana.page.keyboard.press('Control+Shift+D')
    await expect(control('Deafen')).toBeVisible()
    await ana.page.goto('/settings/voice')
    await expect(ana.page.getByRole('region', { name: 'Your call' })).toBeVisible()
    await inspect(ana.page, 'voice-settings')
  })
}
