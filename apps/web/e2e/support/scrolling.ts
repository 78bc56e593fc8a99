import type { Page } from '@playwright/test'
import { messages } from './chat.ts'

/** Milliseconds without movement after which there is no end to wait for: at the end of a list a wheel moves nothing. */
const STILL = 2_000

/** Turns the wheel over the messages, and waits until they rest again. */
export async function scroll(page: Page, pixels: number): Promise<void> {
  const rested = messages(page).evaluate(
    (region, still) =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(resolve, still)
        region.addEventListener('scroll', () => {
          clearTimeout(timer)
          timer = setTimeout(resolve, still)
        })
        region.addEventListener('scrollend', () => resolve(), { once: true })
      }),
    STILL,
  )
  await messages(page).hover()
  await page.mouse.wheel(0, pixels)
  await rested
}

interface Watched {
  /** The line that was at the top, for example "Line 42." */
  line: string
  /** Pixels that it has been away from there at most; infinite if it has been gone. */
  moved: number
}

/** Looks before every paint, until the returned function is called, where the message that is at the top now has gone. */
export async function watchTopMessage(page: Page): Promise<() => Promise<Watched>> {
  const watch = await messages(page).evaluateHandle((region) => {
    const view = region.getBoundingClientRect()
    const anchor = [...region.querySelectorAll('article')].find((article) => {
      const { top, bottom } = article.getBoundingClientRect()
      return top >= view.top && bottom <= view.bottom
    })
    if (!anchor) throw new Error('No message is in view')
    const id = anchor.dataset.messageId
    const start = anchor.getBoundingClientRect().top
    const watched = { line: /Line \d+\./.exec(anchor.textContent)?.[0] ?? '', moved: 0 }
    let next = 0
    const look = () => {
      const top = region.querySelector(`[data-message-id="${id}"]`)?.getBoundingClientRect().top
      watched.moved = Math.max(watched.moved, top === undefined ? Number.POSITIVE_INFINITY : Math.abs(top - start))
      next = requestAnimationFrame(look)
    }
    look()
    const stop = () => {
      cancelAnimationFrame(next)
      return watched
    }
    return { stop }
  })
  return () => watch.evaluate(({ stop }) => stop())
}
