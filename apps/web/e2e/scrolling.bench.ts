import { expect, type Page } from '@playwright/test'
import { interleave } from '../../../bench/src/figure.ts'
import { message, messages } from './support/chat.ts'
import { report } from './support/figures.ts'
import { recordFrames, timeComputing } from './support/frames.ts'
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

/** Megabytes that a page holds once what is garbage is gone: scripts' and, beside them, the document's. */
async function memoryOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize, embedderHeapUsedSize = 0 } = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number
    embedderHeapUsedSize?: number
  }
  await session.detach()
  return (usedSize + embedderHeapUsedSize) / 1e6
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

  const ana = await newPerson('Ana')
  const { channelId, path } = await meet('Archive', ana)
  await writeHistory(app, { channelId, authorId: ana.user.id, count: 50_000 })
  await markRead(app, { channelId, userId: ana.user.id, line: 50_000 })
  const { page } = ana
  await page.goto(path)
  await expect(message(page, 'Line 50000.')).toBeInViewport()
  await messages(page).hover()

  const pages = { Parley: page, 'plain text': plain }
  const { longest, late, computing } = await interleave(['Parley', 'plain text'], ROUNDS, async (subject) => {
    let longest = 0
    let late = 0
    let count = 1
    const computed = await timeComputing(pages[subject], async () => {
      const frames = await recordFrames(pages[subject], () => turnTheWheel(pages[subject]))
      longest = frames.upTo(1)
      late = frames.over(32)
      count = frames.count
    })
    return { longest, late, computing: computed / count }
  })
  const about = { ours: 'Parley' }
  await report(
    {
      ...about,
      name: 'Web client: scrolling up from 50,000 messages, the longest frame',
      unit: 'ms',
      targets: { Parley: '≤ 32' },
      rounds: longest,
    },
    { ...about, name: 'Web client: frames of it over 32 ms', unit: '', targets: { Parley: '0' }, rounds: late },
    { ...about, name: 'Web client: the main thread for a frame of it', unit: 'ms', rounds: computing },
    {
      ...about,
      name: 'Web client: memory of the page after it',
      unit: 'MB',
      rounds: { Parley: [await memoryOf(page)], 'plain text': [await memoryOf(plain)] },
    },
  )
})
