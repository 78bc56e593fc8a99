import { expect } from '@playwright/test'
import { caller, expectMoving, expectRising, fakeMedia, joinVoice, prepareCaller } from './support/calls.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

test.use({
  // Six pages draw and encode on the cores of one machine.
  actionTimeout: 30_000,
  launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: fakeMedia },
})
test.setTimeout(180_000)

/** Milliseconds in which everybody reaches the unit. */
const MOVING = 60_000
const small = { ...caller, viewport: { width: 800, height: 480 } }

test('a call that grows moves to the forwarding unit by itself, and comes back when the unit dies', async ({
  app,
  newPerson,
}) => {
  const names = ['Ana', 'Ben', 'Cleo', 'Dora', 'Emil', 'Finn']
  const people = await Promise.all(names.map((name) => newPerson(name, small)))
  const [ana, ben, ...rest] = people
  if (!ana || !ben) throw new Error('Nobody is there')
  const { path } = await meet('Harbour', ana, ben, ...rest)
  for (const { page } of people) {
    await prepareCaller(page, { width: 160, height: 120, framerate: 5, processesVoice: false })
    await page.goto(path)
  }
  await joinVoice(ana.page)
  await ana.page.getByRole('button', { name: 'Turn camera on' }).click()
  await joinVoice(ben.page)
  await expectRising(ben.page, 'frames', 1)
  for (const { page } of rest) await joinVoice(page)

  // One connection each, to the unit, instead of one to each other.
  for (const { page } of people) await expectRising(page, 'energy', 1, MOVING)
  for (const { page } of people.slice(1)) await expectRising(page, 'frames', 1)
  await expect(ben.page.getByLabel('Camera of Ana')).toBeVisible()

  await ben.page.getByRole('button', { name: /^Ana, / }).click()
  await app.killForwarder()
  for (const { page } of people) await expectRising(page, 'energy', 1)
  for (const { page } of people.slice(1)) await expectRising(page, 'frames', 1)
  await expectMoving(ben.page.getByLabel('Camera of Ana'))
})
