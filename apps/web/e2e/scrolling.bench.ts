import { expect } from '@playwright/test'
import { message, messages } from './support/chat.ts'
import { markRead, writeHistory } from './support/history.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

/** How far the wheel turns at a time, and how often. */
const STEP = 400
const TURNS = 600

test('how long frames take while one scrolls through fifty thousand messages', async ({ app, newPerson }) => {
  test.setTimeout(180_000)
  const ana = await newPerson('Ana')
  const { channelId, path } = await meet('Archive', ana)
  await writeHistory(app, { channelId, authorId: ana.user.id, count: 50_000 })
  await markRead(app, { channelId, userId: ana.user.id, line: 50_000 })
  const { page } = ana
  await page.goto(path)
  await expect(message(page, 'Line 50000.')).toBeInViewport()
  await messages(page).hover()

  const recording = await page.evaluateHandle(() => {
    const frames: number[] = []
    let last = performance.now()
    let next = requestAnimationFrame(function look(now) {
      frames.push(now - last)
      last = now
      next = requestAnimationFrame(look)
    })
    return {
      stop() {
        cancelAnimationFrame(next)
        return frames
      },
    }
  })
  for (let turn = 0; turn < TURNS; turn++) await page.mouse.wheel(0, -STEP)
  const frames = (await recording.evaluate(({ stop }) => stop())).sort((a, b) => a - b)
  const at = (part: number) => `${frames[Math.floor((frames.length - 1) * part)]?.toFixed(1)} ms`
  const first = (await messages(page).textContent())?.match(/Line \d+\./)?.[0]
  console.log(
    `${frames.length} frames up to ${first} Half of them take up to ${at(0.5)}, 95 % up to ${at(0.95)}, 99 % up to ${at(0.99)}, the longest ${at(1)}.`,
    `Over 32 ms: ${frames.filter((frame) => frame > 32).length}.`,
  )
})
