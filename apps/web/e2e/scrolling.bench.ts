import { expect, type Page } from '@playwright/test'
import { message, messages } from './support/chat.ts'
import { calmest, type Durations, recordFrames, timeComputing } from './support/frames.ts'
import { markRead, writeHistory } from './support/history.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

/** How far the wheel turns at a time, and how often in a round. */
const STEP = 400
const TURNS = 150
const ROUNDS = 3

async function turnTheWheel(page: Page): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await page.mouse.wheel(0, -STEP)
}

interface Measured {
  frames: Durations
  /** Milliseconds that the main thread computes for a frame. */
  computing: number
}

async function measure(page: Page): Promise<Measured> {
  const rounds: Durations[] = []
  const computed = await timeComputing(page, async () => {
    for (let round = 0; round < ROUNDS; round++) rounds.push(await recordFrames(page, () => turnTheWheel(page)))
  })
  return { frames: calmest(rounds), computing: computed / rounds.reduce((sum, { count }) => sum + count, 0) }
}

function inWords({ frames, computing }: Measured): string {
  return `${frames.count} frames, ${frames}; over 32 ms: ${frames.over(32)}. The main thread computes ${computing.toFixed(1)} ms a frame.`
}

test('how long frames take while one scrolls through fifty thousand messages', async ({
  app,
  newPerson,
  openBrowser,
}) => {
  test.setTimeout(300_000)
  // What this machine, as busy as it is, can do at all: text that is there already.
  const plain = await openBrowser()
  await plain.setContent(Array.from({ length: 5_000 }, (_, line) => `<p>Line ${line}.</p>`).join(''))
  await plain.mouse.move(400, 400)
  await plain.evaluate(() => scrollTo(0, document.body.scrollHeight))
  const floor = await measure(plain)

  const ana = await newPerson('Ana')
  const { channelId, path } = await meet('Archive', ana)
  await writeHistory(app, { channelId, authorId: ana.user.id, count: 50_000 })
  await markRead(app, { channelId, userId: ana.user.id, line: 50_000 })
  const { page } = ana
  await page.goto(path)
  await expect(message(page, 'Line 50000.')).toBeInViewport()
  await messages(page).hover()
  const measured = await measure(page)
  const first = (await messages(page).textContent())?.match(/Line \d+\./)?.[0]

  console.log(`Messages, up to ${first} ${inWords(measured)}\nPlain text: ${inWords(floor)}`)
})
