import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { isPhone } from './chat.ts'

/** Where to put a picture of everything that is inspected, if anywhere. */
const screenshots = process.env.SCREENSHOTS

/**
 * Looks at a page as it is now, dark and light: nothing in it may keep somebody from using it, as far as a program can
 * tell. `name` is for the report, and for the picture.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 }
  // The colours are the same at every size.
  const schemes = isPhone(page) && !screenshots ? (['light'] as const) : (['light', 'dark'] as const)
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    if (screenshots) await page.screenshot({ path: join(screenshots, `${name}-${width}-${colorScheme}.png`) })
    // There are no frames to look into, for which it would open another page every time.
    const axe = new AxeBuilder({ page }).setLegacyMode()
    // Apart from colours, both look the same to it.
    if (colorScheme === 'dark') axe.withRules('color-contrast')
    const { violations } = await axe.analyze()
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))
    expect.soft(grave, `${name}, ${colorScheme}, ${width} pixels wide`).toEqual([])
  }
}
