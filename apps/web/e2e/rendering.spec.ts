import { expect } from '@playwright/test'
import { composer, message, send } from './support/chat.ts'
import { markRead, writeHistory } from './support/history.ts'
import { watchMessageRenders } from './support/renders.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

test('no message is drawn again because somebody types, comes or goes', async ({ app, newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { channelId, path } = await meet('Harbour', ana, ben)
  await writeHistory(app, { channelId, authorId: ben.user.id, count: 60 })
  await markRead(app, { channelId, userId: ana.user.id, line: 60 })
  const { page } = ana
  const renders = await watchMessageRenders(page)
  const benOnline = page.getByRole('complementary', { name: 'Members' }).getByText('Online — 2')
  await page.goto(path)
  await expect(message(page, 'Line 60.')).toBeInViewport()
  await expect(page.getByText('Online — 1')).toBeVisible()
  await expect(renders.rest).toPass()

  await composer(page).pressSequentially('a long thought, typed letter by letter')
  await ben.page.goto(path)
  await expect(benOnline).toBeVisible()
  await composer(ben.page).pressSequentially('me too')
  await expect(page.getByText('Ben is typing…')).toBeVisible()
  await ben.page.close()
  await expect(page.getByText('Ben is typing…')).toBeHidden({ timeout: 15_000 })
  // One that comes near the view is drawn, for the first time.
  expect((await renders.read()).filter(({ again }) => again !== null)).toEqual([])

  // A new one draws itself, and none of the others.
  await send(page, 'Finally')
  await expect(message(page, 'Finally')).toBeVisible()
  const drawn = await renders.read()
  expect(drawn.map(({ content }) => content)).toContain('Finally')
  expect(drawn.filter(({ content, again }) => content !== 'Finally' && again !== null)).toEqual([])
})
