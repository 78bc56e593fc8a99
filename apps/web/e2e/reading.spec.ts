import { expect } from '@playwright/test'
import { composer, message, messages } from './support/chat.ts'
import { markRead, writeHistory } from './support/history.ts'
import { meet } from './support/scene.ts'
import { scroll, watchTopMessage } from './support/scrolling.ts'
import { test } from './support/test.ts'

test('unread messages are counted, stand under a line, and are read in every tab at once', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server, channelId, path } = await meet('Harbour', ana, ben)
  const other = await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
  const say = (content: string) => ana.api.sendMessage({ params: { channelId }, body: { content } })
  await say('An old story')
  await ben.page.goto(path)
  await expect(message(ben.page, 'An old story')).toBeVisible()
  await ben.page.getByRole('link', { name: 'sailing' }).click()
  await expect(composer(ben.page)).toHaveAccessibleName('Message #sailing')

  const tab = await ben.context.newPage()
  await tab.goto(`/channels/${server.id}/${other.id}`)
  for (const content of ['The first news', 'The second', 'The third']) await say(content)
  for (const page of [ben.page, tab]) {
    await expect(page.getByRole('link', { name: /^general/ })).toContainText('3 unread')
    await expect(
      page.getByRole('navigation', { name: 'Servers' }).getByRole('link', { name: 'Harbour' }),
    ).toContainText('3 unread')
  }

  await ben.page.getByRole('link', { name: /^general/ }).click()
  const first = messages(ben.page).getByRole('listitem').filter({ hasText: 'The first news' })
  await expect(first).toContainText('New messages')
  await expect(messages(ben.page).getByText('New messages')).toHaveCount(1)
  for (const page of [ben.page, tab]) {
    await expect(page.getByRole('link', { name: /^general/ })).not.toContainText('unread')
    await expect(page.getByRole('navigation', { name: 'Servers' })).not.toContainText('unread')
  }
  await tab.reload()
  await expect(tab.getByRole('link', { name: /^general/ })).toBeVisible()
  await expect(tab.getByRole('navigation', { name: 'Servers' })).not.toContainText('unread')
})

test('whoever reads further up is told of news and is not moved', async ({ app, newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { channelId, path } = await meet('Harbour', ana, ben)
  await writeHistory(app, { channelId, authorId: ana.user.id, count: 90 })
  await markRead(app, { channelId, userId: ben.user.id, line: 90 })
  const { page } = ben
  await page.goto(path)
  await expect(message(page, 'Line 90.')).toBeInViewport()
  await scroll(page, -1000)
  await expect(page.getByRole('button', { name: 'Jump to present' })).toBeVisible()
  const stop = await watchTopMessage(page)

  await ana.api.sendMessage({ params: { channelId }, body: { content: 'Breaking news' } })
  const news = page.getByRole('button', { name: '1 new message' })
  await expect(news).toBeVisible()
  expect((await stop()).moved).toBeLessThanOrEqual(1)
  await news.click()
  await expect(message(page, 'Breaking news')).toBeInViewport()
  await expect(messages(page).getByText('New messages')).toBeVisible()
  await expect(news).toBeHidden()
})
