import { expect, type Page } from '@playwright/test'
import { message, messages } from './support/chat.ts'
import { markRead, writeHistory } from './support/history.ts'
import { meet } from './support/scene.ts'
import { scroll, watchTopMessage } from './support/scrolling.ts'
import { test } from './support/test.ts'

/** Lets older messages in only when told to. */
async function holdOlderMessages(page: Page) {
  let letIn: (() => void) | undefined
  await page.route(/\/messages\?before=/, async (route) => {
    await new Promise<void>((resolve) => {
      letIn = resolve
    })
    await route.continue()
  })
  return {
    areAskedFor: () => letIn !== undefined,
    async letIn() {
      const arrived = page.waitForResponse(/\/messages\?before=/)
      letIn?.()
      letIn = undefined
      await (await arrived).finished()
    },
  }
}

const heightOfAll = (page: Page) => messages(page).evaluate((region) => region.scrollHeight)

test('fifty thousand messages do not jump while older ones come in', async ({ app, newPerson }) => {
  test.slow()
  const ana = await newPerson('Ana')
  const { channelId, path } = await meet('Archive', ana)
  await writeHistory(app, { channelId, authorId: ana.user.id, count: 50_000 })
  await markRead(app, { channelId, userId: ana.user.id, line: 50_000 })
  const { page } = ana
  const older = await holdOlderMessages(page)
  await page.goto(path)
  await expect(message(page, 'Line 50000.')).toBeInViewport()

  for (let round = 0; round < 6; round++) {
    while (!older.areAskedFor()) await scroll(page, -1500)
    const height = await heightOfAll(page)
    const stop = await watchTopMessage(page)
    await older.letIn()
    await expect.poll(() => heightOfAll(page)).toBeGreaterThan(height)
    const { line, moved } = await stop()
    expect(moved, `${line} has moved`).toBeLessThanOrEqual(1)
  }

  await page.getByRole('button', { name: 'Jump to present' }).click()
  await expect(message(page, 'Line 50000.')).toBeInViewport()
  await expect(page.getByRole('button', { name: 'Jump to present' })).toBeHidden()
})

test('the first of very many new messages is one press away, and so is the present', async ({ app, newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { channelId, path } = await meet('Archive', ana, ben)
  await writeHistory(app, { channelId, authorId: ana.user.id, count: 5000 })
  await markRead(app, { channelId, userId: ben.user.id, line: 100 })
  const { page } = ben
  await page.goto(path)
  await expect(message(page, 'Line 5000.')).toBeInViewport()
  await page.getByRole('button', { name: /^4,?900 new messages since/ }).click()
  const first = messages(page).getByRole('listitem').filter({ hasText: 'Line 101.' })
  await expect(first).toContainText('New messages')
  await expect(first).toBeInViewport()
  await expect(message(page, 'Line 100.')).toBeAttached()

  await page.getByRole('button', { name: 'Jump to present' }).click()
  await expect(message(page, 'Line 5000.')).toBeInViewport()
  await expect(page.getByRole('button', { name: /new messages since/ })).toBeVisible()
  await page.getByRole('button', { name: 'Mark as read' }).click()
  await expect(page.getByRole('button', { name: /new messages since/ })).toBeHidden()
})

test('going back to a channel shows what one was reading there', async ({ app, newPerson }) => {
  const ana = await newPerson('Ana')
  const { server, channelId, path } = await meet('Archive', ana)
  await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
  await writeHistory(app, { channelId, authorId: ana.user.id, count: 200 })
  await markRead(app, { channelId, userId: ana.user.id, line: 200 })
  const { page } = ana
  await page.goto(path)
  await expect(message(page, 'Line 200.')).toBeInViewport()
  await scroll(page, -1200)
  const { line } = await (await watchTopMessage(page))()
  const before = await message(page, line).boundingBox()

  await page.getByRole('link', { name: 'sailing' }).click()
  await expect(page.getByRole('heading', { name: 'Welcome to #sailing' })).toBeVisible()
  await page.getByRole('link', { name: 'general', exact: true }).click()
  await expect(message(page, line)).toBeInViewport()
  await expect.poll(() => message(page, line).boundingBox()).toEqual(before)

  // At the present less is kept of what is above, and there may be news.
  await page.getByRole('button', { name: 'Jump to present' }).click()
  await expect(message(page, 'Line 200.')).toBeInViewport()
  await page.getByRole('button', { name: 'Emoji' }).click()
  await expect(page.getByRole('dialog', { name: 'Emoji' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Welcome to #sailing' })).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Emoji' })).toBeHidden()
  await ana.api.sendMessage({ params: { channelId }, body: { content: 'Meanwhile' } })
  await page.goForward()
  await expect(message(page, 'Meanwhile')).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('dialog', { name: 'Emoji' })).toBeHidden()
})
