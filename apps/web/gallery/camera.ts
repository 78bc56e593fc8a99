import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** Where the pictures go. */
export const folder = join(import.meta.dirname, '../../../screenshots')

/** Photographs a page as it is now, light and dark. `name` is the state's. */
export async function photograph(page: Page, name: string): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), caret: 'initial' })
  }
}
