import { expect } from '@playwright/test'
import { caller, expectRising, fakeMedia, joinVoice, prepareCaller, tiles } from './support/calls.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

test.use({
  launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: fakeMedia },
})
test.setTimeout(120_000)

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

  await ana.page.getByRole('button', { name: 'Turn camera on' }).click()
  await expectRising(ben.page, 'frames', 1)
  await expect(ben.page.getByLabel('Camera of Ana')).toBeVisible()

  // One who comes later gets everything.
  await joinVoice(cleo.page)
  for (const { page } of [ana, ben, cleo]) await expectRising(page, 'samples', 2)
  await expect(tiles(cleo.page)).toHaveCount(3)
  await expect(cleo.page.getByLabel('Camera of Ana')).toBeVisible()

  await ben.page.getByRole('button', { name: 'Share the screen' }).click()
  await expect(cleo.page.getByRole('button', { name: 'Screen of Ben' })).toBeVisible()
  await expect(tiles(cleo.page)).toHaveCount(4)
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
