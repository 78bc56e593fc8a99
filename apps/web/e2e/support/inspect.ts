import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Where to put a picture of everything that is inspected, if anywhere. */
const screenshots = process.env.SCREENSHOTS

/**
 * Looks at a page as it is now, dark and light: nothing in it may keep somebody from using it, as far as a program can
 * tell. `name` is for the report, and for the picture.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    if (screenshots) await page.screenshot({ path: join(screenshots, `${name}-${width}-${colorScheme}.png`) })
    const axe = new AxeBuilder({ page })
    // Apart from colours, both look the same to it.
    if (colorScheme === 'dark') axe.withRules('color-contrast')
    const { violations } = await axe.analyze()
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))
    expect.soft(grave, `${name}, ${colorScheme}, ${width} pixels wide`).toEqual([])
  }
}
