import { expect, type Page } from '@playwright/test'
import { composer, message } from './support/chat.ts'
import { meet } from './support/scene.ts'
import { desktop, phone, test } from './support/test.ts'

interface LayoutShift extends PerformanceEntry {
  value: number
}

/** Adds up how far things that can be seen move by themselves from now on, as Web Vitals do. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const watched = { sum: 0 }
    Object.assign(globalThis, { watched })
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries() as LayoutShift[]) watched.sum += value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => (globalThis as unknown as { watched: { sum: number } }).watched.sum)
}

for (const [size, options] of Object.entries({ desktop, phone })) {
  test(`nothing moves while a channel loads (${size})`, async ({ newPerson }) => {
    const ana = await newPerson('Ana', options)
    const ben = await newPerson('Ben')
    const { channelId, path } = await meet('Friends of tea', ana, ben)
    for (const content of ['Good morning', 'Is anybody here?']) {
      await ben.api.sendMessage({ params: { channelId }, body: { content } })
    }
    const { page } = ana
    const shifted = await watchShifts(page)
    // The page is slow to come, and something of its shape stands in for it.
    await page.route(/\/assets\/app-shell/, async (route) => {
      await expect(page.getByText('Loading', { exact: true })).toBeAttached()
      await route.continue()
    })
    await page.goto(path)
    await expect(message(page, 'Is anybody here?')).toBeVisible()
    await expect(page.getByText('New messages')).toBeVisible()
    await expect(composer(page)).toBeVisible()
    // Web Vitals call up to 0.1 good.
    expect(await shifted()).toBeLessThan(0.01)
  })
}

test('a menu asked for before its code has come opens as soon as it is there', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { page } = ana
  const { path } = await meet('Friends of tea', ana)
  const arrival = Promise.withResolvers<void>()
  await page.route(/\/server-menu-panels/, async (route) => {
    await arrival.promise
    await route.continue()
  })
  await page.goto(path)
  const button = page.getByRole('button', { name: 'Friends of tea' })
  await button.press('Enter')
  await expect(button).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByRole('menu')).toHaveCount(0)
  arrival.resolve()
  await expect(page.getByRole('menuitem', { name: 'Invite people' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
})
