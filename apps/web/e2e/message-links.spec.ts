import { expect, type Page } from '@playwright/test'
import { composer, isPhone, message, messages, openActions, send } from './support/chat.ts'
import { markRead, writeHistory } from './support/history.ts'
import { meet } from './support/scene.ts'
import { desktop, phone, test } from './support/test.ts'
import { longPress } from './support/touch.ts'

const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

for (const [size, options] of Object.entries({ desktop, phone })) {
  test(`a link to an old message is copied, leads there, and back (${size})`, async ({ app, newPerson, newDevice }) => {
    const ana = await newPerson('Ana')
    const { channelId, path } = await meet('Archive', ana)
    await writeHistory(app, { channelId, authorId: ana.user.id, count: 3000 })
    await markRead(app, { channelId, userId: ana.user.id, line: 3000 })
    const { messages: old } = await ana.api.listMessages({ params: { channelId }, query: { limit: '1', after: '1' } })
    const reader = await newDevice(ana, { ...options, permissions: ['clipboard-read', 'clipboard-write'] })
    const { page } = reader

    await page.goto(`${path}/${old[0]?.id}`)
    const first = messages(page)
      .getByRole('article')
      .filter({ hasText: /Line 1\.$/ })
    await expect(first).toBeInViewport()
    await expect(first).toBeFocused()
    await openActions(page, 'Line 3.')
    await message(page, 'Line 3.').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Copy link' }).click()
    await expect(page.getByText('Link copied')).toBeVisible()
    const link = await copied(page)
    expect(link).toMatch(new RegExp(`${path}/\\d+$`))

    await page.goto(path)
    await expect(message(page, 'Line 3000.')).toBeInViewport()
    await send(page, `Remember? ${link}`)
    const chip = message(page, 'Remember?').getByRole('link')
    await expect(chip).toContainText('general')
    await chip.click()
    const third = messages(page)
      .getByRole('article')
      .filter({ hasText: /Line 3\.$/ })
    await expect(third).toBeInViewport()
    await expect(third).toBeFocused()
    await page.goBack()
    await expect(message(page, 'Remember?')).toBeInViewport()
  })
}

test('a link to a message that is gone says so', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { channelId, path } = await meet('Harbour', ana, ben)
  const { id } = await ana.api.sendMessage({ params: { channelId }, body: { content: 'Forget this' } })
  await ana.api.sendMessage({ params: { channelId }, body: { content: 'Stays' } })
  await ana.api.deleteMessage({ params: { messageId: id } })
  await ben.page.goto(`${path}/${id}`)
  await expect(message(ben.page, 'Stays')).toBeVisible()
  await expect(ben.page.getByText('That message has been deleted, or was never here.')).toBeVisible()

  const { user: cleo } = await newPerson('Cleo')
  const { id: hidden } = await ana.api.createConversation({ body: { userId: cleo.id } })
  await ben.page.goto(`/conversations/${hidden}/${id}`)
  await expect(ben.page.getByText(/somewhere that is gone, or that you may not see/)).toBeVisible()
})

for (const [size, options] of Object.entries({ desktop, phone })) {
  test(`a message marked as unread is unread everywhere, until one comes back to it (${size})`, async ({
    newPerson,
    newDevice,
  }) => {
    const ana = await newPerson('Ana')
    const ben = await newPerson('Ben', options)
    const { server, channelId, path } = await meet('Harbour', ana, ben)
    const other = await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
    for (const content of ['One', 'Two', 'Three'])
      await ana.api.sendMessage({ params: { channelId }, body: { content } })
    const elsewhere = await newDevice(ben)
    await elsewhere.page.goto(`/channels/${server.id}/${other.id}`)
    const { page } = ben
    await page.goto(path)
    await expect(message(page, 'Three')).toBeVisible()
    const general = elsewhere.page.getByRole('link', { name: /^general/ })
    await expect(general).toBeVisible()
    await expect(general).not.toContainText('unread')

    const entry = page.getByRole('menuitem', { name: 'Mark as unread from here' })
    if (isPhone(page)) await longPress(message(page, 'Two'), () => expect(entry).toBeVisible())
    else await message(page, 'Two').click({ button: 'right' })
    await entry.click()
    await expect(messages(page).getByRole('listitem').filter({ hasText: 'Two' })).toContainText('New messages')
    await expect(general).toContainText('2 unread')
    await ana.api.sendMessage({ params: { channelId }, body: { content: 'Four' } })
    await expect(general).toContainText('3 unread')

    await page.reload()
    await expect(message(page, 'Four')).toBeVisible()
    await expect(general).not.toContainText('unread')
  })
}

test('the menu of a message opens by the keyboard', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  await send(page, 'Ahoy')
  await send(page, 'Land')
  await expect(message(page, 'Land')).toBeVisible()
  await messages(page).focus()
  await page.keyboard.press('End')
  await expect(message(page, 'Land')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(message(page, 'Ahoy')).toBeFocused()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: 'Copy link' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(message(page, 'Ahoy')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(composer(page)).toBeFocused()
})
