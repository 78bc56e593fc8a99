import { expect, type Page } from '@playwright/test'

/** Fails where something that one reads or presses reaches beyond the left or the right edge of the screen. */
export async function expectNothingSideways(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => {
    const { clientWidth, clientHeight, scrollWidth } = document.documentElement
    const found = [...document.querySelectorAll('h1, h2, a[href], button, input, textarea')].flatMap((element) => {
      const { left, right, top, bottom, width } = element.getBoundingClientRect()
      const isShown = width > 1 && bottom > 0 && top < clientHeight && element.checkVisibility()
      if (!isShown || element.closest('.sr-only') || (left >= -1 && right <= clientWidth + 1)) return []
      return [`${element.tagName} "${element.getAttribute('aria-label') ?? element.textContent}" ${left}–${right}`]
    })
    return scrollWidth > clientWidth ? [...found, `the page is ${scrollWidth} wide`] : found
  })
  expect(beyond).toEqual([])
}
