import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'

/** Where the pictures go. */
export const folder = join(import.meta.dirname, '../../../screenshots')

/** Whether every picture and film that is in view is drawn. */
function isDrawn(): boolean {
  const inView = (element: Element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }
  return (
    [...document.images].filter(inView).every(({ complete }) => complete) &&
    [...document.querySelectorAll('video')].every(({ readyState }) => readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
  )
}

/** Photographs a page as it is now, light and dark. `name` is the state's. */
export async function photograph(page: Page, name: string): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 }
  await expect.poll(() => page.evaluate(isDrawn)).toBe(true)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), caret: 'initial' })
  }
}
