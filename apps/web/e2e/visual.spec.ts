import { expect, type Page } from '@playwright/test'
import { message } from './support/chat.ts'
import { test } from './support/community-test.ts'
import { desktop, phone } from './support/test.ts'

/** Compares a page with its picture, light and dark. */
async function comparePictures(page: Page, name: string): Promise<void> {
  // What is drawn later would be missing in one picture and not in the other.
  await expect(page.locator('.animate-shimmer')).toHaveCount(0)
  const isPictured = (images: HTMLImageElement[]) => images.every((image) => image.complete || !image.checkVisibility())
  await expect.poll(() => page.locator('img').evaluateAll(isPictured)).toBe(true)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page).toHaveScreenshot(`${name}-${colorScheme}.png`, {
      // Its letters are the system's, which differ from machine to machine.
      mask: [page.getByRole('link', { name: /ملتقى/ })],
    })
  }
}

for (const [size, options] of Object.entries({ desktop, phone })) {
  test.describe(size, () => {
    test.use(options)

    test('the page to sign in at looks as it did', async ({ page }) => {
      await page.goto('/login')
      await expect(page.getByLabel('Email')).toBeFocused()
      await comparePictures(page, `login-${size}`)
    })

    test('a channel looks as it did', async ({ mira, community }) => {
      await mira.goto(community.pathOf('moths', 'Night Gardeners'))
      await expect(message(mira, 'hawk moths')).toBeVisible()
      await comparePictures(mira, `channel-${size}`)
    })

    test('the conversations look as they did', async ({ mira }) => {
      await mira.goto('/conversations')
      await expect(mira.getByRole('link', { name: /Soup and rehearsal/ })).toBeVisible()
      await comparePictures(mira, `conversations-${size}`)
    })

    test('settings look as they did', async ({ mira }) => {
      await mira.goto('/settings/profile')
      await expect(mira.getByLabel('Display name')).toHaveValue('Mira Castell')
      await comparePictures(mira, `settings-${size}`)
    })
  })
}
