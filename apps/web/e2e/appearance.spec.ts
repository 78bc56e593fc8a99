import { expect, type Page } from '@playwright/test'
import { composer, message } from './support/chat.ts'
import { meet } from './support/scene.ts'
import { expectNothingSideways } from './support/sideways.ts'
import { desktop, phone, test } from './support/test.ts'

const choose = (page: Page, group: string, choice: string) =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: choice }).click()

/** Notes the page's background as soon as there is a body, long before anything is drawn. */
async function noteFirstBackground(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const backgrounds: string[] = []
    Object.assign(globalThis, { backgrounds })
    const look = () => {
      if (!document.body) return
      const colour = getComputedStyle(document.documentElement).backgroundColor
      if (colour !== 'rgba(0, 0, 0, 0)' && backgrounds.at(-1) !== colour) backgrounds.push(colour)
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
    requestAnimationFrame(function frame() {
      look()
      requestAnimationFrame(frame)
    })
  })
}

const backgrounds = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { backgrounds: string[] }).backgrounds)

test('a theme is kept, and no other one flashes when the page is opened again', async ({ newPerson }) => {
  const { page } = await newPerson('Ana', { ...desktop, colorScheme: 'light' })
  await noteFirstBackground(page)
  await page.goto('/settings/appearance')
  await choose(page, 'Theme', 'Dark')
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(22, 31, 30)')
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  expect(await backgrounds(page)).toEqual(['rgb(22, 31, 30)'])
})

test('high contrast is stronger in both themes, and can follow the device', async ({ newPerson }) => {
  const { page } = await newPerson('Ana', { ...desktop, colorScheme: 'dark' })
  await page.goto('/settings/appearance')
  const background = page.locator('html')
  await expect(background).toHaveCSS('background-color', 'rgb(22, 31, 30)')
  await choose(page, 'Contrast', 'High')
  await expect(background).toHaveCSS('background-color', 'rgb(0, 0, 0)')
  await page.reload()
  await expect(background).toHaveCSS('background-color', 'rgb(0, 0, 0)')
  await choose(page, 'Theme', 'Light')
  await expect(background).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await choose(page, 'Contrast', 'System')
  await expect(background).toHaveCSS('background-color', 'rgb(251, 252, 250)')
  await page.emulateMedia({ contrast: 'more' })
  await expect(background).toHaveCSS('background-color', 'rgb(255, 255, 255)')
})

test('compact shows more with a mouse, and leaves a finger its room', async ({ newPerson }) => {
  for (const [options, saves] of [
    [desktop, true],
    [phone, false],
  ] as const) {
    const { page } = await newPerson('Ana', options)
    await page.goto('/settings/appearance')
    const card = page.getByRole('radio', { name: 'Comfortable' })
    const before = await card.evaluate((element) => element.getBoundingClientRect().height)
    await choose(page, 'Density', 'Compact')
    const after = await card.evaluate((element) => element.getBoundingClientRect().height)
    expect(after < before).toBe(saves)
  }
})

test('Parley speaks the language of the browser, or the one that is chosen', async ({ newPerson }) => {
  const { page } = await newPerson('Ana', { ...desktop, locale: 'es-AR' })
  await page.goto('/settings/appearance')
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(page.getByRole('heading', { name: 'Contraste' })).toBeVisible()
  await page.getByRole('radio', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Contrast', exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Contrast', exact: true })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

/** What browsers make of a window of 1280 by 800 pixels that is magnified. */
const magnified = [
  { percent: 200, viewport: { width: 640, height: 400 } },
  { percent: 400, viewport: { width: 320, height: 256 } },
]

for (const { percent, viewport } of magnified) {
  test(`magnified to ${percent} % everything is there, and nothing has to be scrolled sideways`, async ({
    newPerson,
  }) => {
    const ana = await newPerson('Ana', { viewport, deviceScaleFactor: percent / 100 })
    const { server, path } = await meet('Harbour', ana)
    const { page } = ana
    await page.goto(path)
    await composer(page).fill('A word')
    await composer(page).press('Enter')
    await expect(message(page, 'A word')).toBeInViewport()
    await expect(composer(page)).toBeInViewport({ ratio: 1 })
    await expectNothingSideways(page)
    await page.getByRole('button', { name: 'Show members' }).click()
    await expect(page.getByRole('dialog', { name: 'Members' }).getByRole('button', { name: /^Ana/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: 'Create channel' }).click()
    const create = page.getByRole('dialog').getByRole('button', { name: 'Create channel' })
    await create.scrollIntoViewIfNeeded()
    await expect(create).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Escape')
    await expectNothingSideways(page)
    for (const address of [`/servers/${server.id}/settings/overview`, '/settings/profile', '/settings/appearance']) {
      await page.goto(address)
      await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
      await expectNothingSideways(page)
    }
  })
}

test('nothing moves for those who do not want it', async ({ newPerson }) => {
  const ana = await newPerson('Ana', { ...desktop, reducedMotion: 'reduce' })
  const { path } = await meet('Harbour', ana)
  const { page } = ana
  await page.addInitScript(() => {
    const moving = new Set<string>()
    Object.assign(globalThis, { moving })
    requestAnimationFrame(function look() {
      requestAnimationFrame(look)
      for (const animation of document.getAnimations()) {
        const { duration, iterations } = animation.effect?.getComputedTiming() ?? {}
        const isSeen = Number(duration) > 50 || iterations === Number.POSITIVE_INFINITY
        const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null
        if (isSeen) moving.add(`${target?.tagName}.${target?.className} ${duration}`)
      }
    })
  })
  await page.goto(path)
  await composer(page).fill('A word')
  await composer(page).press('Enter')
  await message(page, 'A word').hover()
  await page.getByRole('button', { name: 'Harbour' }).click()
  await page.getByRole('menuitem', { name: 'Invite people' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(await page.evaluate(() => [...(globalThis as unknown as { moving: Set<string> }).moving])).toEqual([])
})
