import { expect, type Locator, type Page } from '@playwright/test'
import { composer, message, send } from './support/chat.ts'
import { password } from './support/person.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

/** Presses Tab until something has the focus, as somebody without a pointer would. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key)
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  await expect(target).toBeFocused()
}

test('everything that matters can be done by keyboard', async ({ newPerson, openBrowser }) => {
  const ana = await newPerson('Ana')
  await meet('Harbour', ana)
  const page = await openBrowser()
  await page.goto('/login')
  await expect(page.getByLabel('Email')).toBeFocused()
  await page.keyboard.type(ana.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Harbour' })).toBeVisible()

  await tabTo(page, page.getByRole('link', { name: 'Harbour' }))
  await page.keyboard.press('Enter')
  await expect(composer(page)).toBeFocused()
  await page.keyboard.type('Written without a mouse')
  await page.keyboard.press('Enter')
  await expect(message(page, 'Written without a mouse')).toBeVisible()

  const menu = page.getByRole('button', { name: 'Harbour' })
  await tabTo(page, menu, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Invite people' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Create channel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Invite people' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Create channel' })).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Create a channel' })
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await tabTo(page, dialog.getByLabel('Name'))
  // The first Escape would be for the tooltip of the button on the way.
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(menu).toBeFocused()
})

test('messages are walked through, edited and deleted by keyboard', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  for (const text of ['The first', 'The second', 'The third: https://example.org']) await send(page, text)
  await expect(message(page, 'The third')).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowUp')
  await expect(message(page, 'The third')).toBeFocused()
  // What is in a message is there for those who are at it.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'https://example.org' })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(message(page, 'The second')).toBeFocused()
  await page.keyboard.press('e')
  const editor = page.getByRole('textbox', { name: 'Edit message' })
  await expect(editor).toBeFocused()
  await page.keyboard.type(' one')
  await page.keyboard.press('Enter')
  await expect(message(page, 'The second one')).toContainText('(edited)')
  await expect(composer(page)).toBeFocused()

  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Delete')
  await expect(page.getByRole('alertdialog', { name: 'Delete this message?' })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(message(page, 'The third')).toBeHidden()
  await expect(composer(page)).toBeFocused()

  // Whoever just starts to type means to write.
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.type('x')
  await expect(composer(page)).toHaveValue('x')
})

test('Ctrl+K goes anywhere by a few letters', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server } = await meet('Harbour', ana)
  await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
  const { page } = ana
  await page.goto('/conversations')
  await expect(page.getByRole('link', { name: 'Harbour' })).toBeVisible()
  const finder = page.getByRole('dialog', { name: 'Jump to' }).getByRole('combobox')
  await page.keyboard.press('Control+k')
  await expect(finder).toBeFocused()
  await page.keyboard.type('sail')
  await expect(page.getByRole('option', { name: /sailing/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(composer(page)).toHaveAccessibleName('Message #sailing')
  await expect(composer(page)).toBeFocused()

  await page.keyboard.press('Control+k')
  await expect(finder).toBeFocused()
  await page.keyboard.type(`@${ben.user.username}`)
  await expect(page.getByRole('option', { name: /Ben/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(composer(page)).toHaveAccessibleName('Message Ben')

  // Without anything typed, back to where one was before.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toHaveText(/sailing/)
  await page.keyboard.press('Enter')
  await expect(composer(page)).toHaveAccessibleName('Message #sailing')

  await page.keyboard.press('Control+k')
  await expect(finder).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(finder).toBeHidden()
  await expect(composer(page)).toBeFocused()
})

test('shortcuts lead from channel to channel and from server to server, and a sheet shows them', async ({
  newPerson,
}) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server, channelId } = await meet('Harbour', ana, ben)
  const { server: other } = await meet('Lighthouse', ana)
  const create = (name: string) => ana.api.createChannel({ params: { serverId: server.id }, body: { name } })
  await create('boats')
  const news = await create('news')
  const { page } = ana
  await page.goto(`/channels/${server.id}/${channelId}`)
  await expect(composer(page)).toHaveAccessibleName('Message #general')

  await page.keyboard.press('Alt+ArrowDown')
  await expect(composer(page)).toHaveAccessibleName('Message #boats')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(composer(page)).toHaveAccessibleName('Message #general')
  await ben.api.sendMessage({ params: { channelId: news.id }, body: { content: 'Land ahoy' } })
  const newsLink = page.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name: /news/ })
  await expect(newsLink).toContainText('1 unread')
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await expect(composer(page)).toHaveAccessibleName('Message #news')

  await page.keyboard.press('Control+Alt+ArrowDown')
  await expect(page).toHaveURL(new RegExp(`/channels/${other.id}`))
  await page.keyboard.press('Control+Alt+ArrowUp')
  await expect(page).toHaveURL(new RegExp(`/channels/${server.id}`))
  await expect(composer(page)).toBeFocused()

  await page.keyboard.press('F6')
  await expect(page.getByRole('complementary', { name: 'Members' }).locator(':focus')).toBeVisible()
  await page.keyboard.press('Shift+F6')
  await expect(composer(page)).toBeFocused()
  await page.keyboard.press('Control+i')
  await expect(page.getByRole('complementary', { name: 'Members' })).toBeHidden()

  await ben.api.sendMessage({ params: { channelId }, body: { content: 'One' } })
  const general = page.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name: /general/ })
  await expect(general).toContainText('1 unread')
  await page.keyboard.press('Shift+Escape')
  await expect(general).not.toContainText('unread')

  await page.keyboard.press('Control+/')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toContainText('Next unread channel')
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(composer(page)).toHaveAccessibleName('Message #news')
  await page.keyboard.press('Control+,')
  await expect(page).toHaveURL(/settings/)
})

test('the menu key opens the menu of whatever has the focus', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { channelId, path } = await meet('Harbour', ana, ben)
  await ben.api.sendMessage({ params: { channelId }, body: { content: 'Ahoy' } })
  const { id } = await ben.api.createConversation({ body: { userId: ana.user.id } })
  const { page } = ana
  const link = (list: string, name: string) => page.getByRole('navigation', { name: list }).getByRole('link', { name })
  const offers = async (target: Locator, entry: string) => {
    await target.focus()
    await page.keyboard.press('ContextMenu')
    await expect(page.getByRole('menuitem', { name: entry })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toBeHidden()
    await expect(target).toBeFocused()
  }
  await page.goto(path)
  await offers(message(page, 'Ahoy'), 'Mark as unread from here')
  await offers(link('Servers', 'Harbour'), 'Server settings')
  await offers(link('Channels', 'general'), 'Edit channel')
  await offers(link('Voice', 'General'), 'Copy link')
  await page.goto(`/conversations/${id}`)
  await offers(link('Conversations', 'Ben'), 'Mark as read')
})

test('whoever goes elsewhere hears where they are, and goes on from there', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { server, path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  await expect(composer(page)).toBeFocused()
  await expect(page).toHaveTitle('#general · Parley')
  const said = (text: string) => page.getByRole('status').filter({ hasText: text })
  // A chat says its name by the field that gets the focus; a page is said, and has the focus.
  await page.keyboard.press('Control+,')
  await expect(page).toHaveTitle('Profile · Settings · Parley')
  await expect(said('Profile · Settings · Parley')).toBeAttached()
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(composer(page)).toBeFocused()
  await page.getByRole('button', { name: 'Harbour' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Server settings' }).press('Enter')
  await expect(page).toHaveURL(`/servers/${server.id}/settings/overview`)
  await expect(said('Harbour · Parley')).toBeAttached()
  await expect(page.getByRole('main')).toBeFocused()
  await page.goBack()
  await expect(composer(page)).toBeFocused()
})
