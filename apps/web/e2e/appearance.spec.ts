import { expect, type Page } from '@playwright/test'
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
