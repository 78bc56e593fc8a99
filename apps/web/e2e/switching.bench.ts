import { expect, type Page } from '@playwright/test'
import { message, openChannel } from './support/chat.ts'
import { Durations, timeComputing } from './support/frames.ts'
import { markRead, writeHistory } from './support/history.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

const ROUNDS = 30

/** Milliseconds from pressing something until the first frame in which something visible matches has been painted. */
async function timeUntil(page: Page, press: string, visible: string): Promise<number> {
  const painted = page.evaluate(
    ([pressed = '', wanted = '']) =>
      new Promise<number>((resolve) => {
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
        document.querySelector(pressed)?.addEventListener('click', ({ timeStamp }) => wait(timeStamp), {
          once: true,
          capture: true,
        })
      }),
    [press, visible],
  )
  const { x = 0, y = 0 } = (await page.locator(press).boundingBox()) ?? {}
  await page.mouse.click(x + 5, y + 5)
  return painted
}

test('how long it takes to show a channel that has been seen before', async ({ app, newPerson, openBrowser }) => {
  test.setTimeout(180_000)
  // What this machine, as busy as it is, can do at all: an element that shows another.
  const plain = await openBrowser()
  await plain.setContent(
    '<style>#b:not(:checked) ~ p { visibility: hidden }</style><input type="checkbox" id="b"><p>Here</p>',
  )
  const floor: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    floor.push(await timeUntil(plain, '#b', 'p'))
    await plain.locator('#b').click()
  }

  const ana = await newPerson('Ana')
  const { page } = ana
  const { server, channelId, path } = await meet('Archive', ana)
  const { id: otherId } = await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'other' } })
  for (const id of [channelId, otherId]) {
    await writeHistory(app, { channelId: id, authorId: ana.user.id, count: 1_000 })
    await markRead(app, { channelId: id, userId: ana.user.id, line: 1_000 })
  }
  await page.goto(path)
  await expect(message(page, 'Line 1000.')).toBeInViewport()
  await openChannel(page, 'other')
  await expect(message(page, 'Line 1000.')).toBeInViewport()

  const times: number[] = []
  const computed = await timeComputing(page, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [id, name] = round % 2 === 0 ? [channelId, 'general'] : [otherId, 'other']
      times.push(await timeUntil(page, `nav a[href$="/${id}"]`, `section[aria-label="Messages in ${name}"] article`))
    }
  })
  console.log(
    `Switching: ${new Durations(times)}; the main thread computes for ${(computed / ROUNDS).toFixed(1)} ms.\nA plain element: ${new Durations(floor)}.`,
  )
})
