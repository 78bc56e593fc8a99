import type { Page } from '@playwright/test'

/**
 * Milliseconds until the first frame in which something visible matches has been painted: since the pointer pressed
 * something or, without that, since the page began to be navigated to.
 */
export async function timeUntilPainted(page: Page, visible: string, press?: string): Promise<number> {
  const { x = 0, y = 0 } = (press && (await page.locator(press).boundingBox())) || {}
  // Watched before it is pressed: input may overtake what is to be evaluated.
  const painted = await page.evaluateHandle(
    ([wanted = '', pressed]) => {
      const { promise, resolve } = Promise.withResolvers<number>()
      function wait(start: number): void {
        requestAnimationFrame(() => {
          const found = [...document.querySelectorAll(wanted)].some((element) =>
            element.checkVisibility({ visibilityProperty: true }),
          )
          if (!found) return wait(start)
          // Messages come after the paint.
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(performance.now() - start)
          port2.postMessage(null)
        })
      }
      if (pressed === undefined) wait(0)
      else {
        const begin = ({ timeStamp }: Event) => wait(timeStamp)
        document.querySelector(pressed)?.addEventListener('click', begin, { once: true, capture: true })
      }
      return { promise }
    },
    [visible, press],
  )
  if (press !== undefined) await page.mouse.click(x + 5, y + 5)
  return painted.evaluate(({ promise }) => promise)
}
