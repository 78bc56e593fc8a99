import { expect, type Page } from '@playwright/test'
import { message } from './support/chat.ts'
import { meet } from './support/scene.ts'
import { desktop, phone, test } from './support/test.ts'

const favicon = (page: Page) => page.locator('link[rel="icon"]')
const serversNav = (page: Page) => page.getByRole('navigation', { name: 'Servers' })

test('mentions and direct messages are counted in the tab, other news are a dot', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server, channelId } = await meet('Harbour', ana, ben)
  const say = (content: string) => ana.api.sendMessage({ params: { channelId }, body: { content } })
  const { page } = ben
  await page.goto('/conversations')
  await expect(serversNav(page).getByRole('link', { name: 'Harbour' })).toBeVisible()
  await expect(page).toHaveTitle(/^Conversations · Parley$/)

  await say('The ferry is late')
  await expect(page).toHaveTitle(/^• Conversations/)
  await expect(favicon(page)).toHaveAttribute('data-badge', 'dot')
  await say(`<@${ben.user.id}> are you on it?`)
  await expect(page).toHaveTitle(/^\(1\) Conversations/)
  await expect(favicon(page)).toHaveAttribute('data-badge', '1')
  await expect(favicon(page)).toHaveAttribute('href', /^data:image\/svg/)
  const { id: conversationId } = await ana.api.createConversation({ body: { userId: ben.user.id } })
  await ana.api.sendConversationMessage({ params: { conversationId }, body: { content: 'Hello?' } })
  await expect(page).toHaveTitle(/^\(2\)/)

  await page.goto(`/channels/${server.id}/${channelId}`)
  await expect(page).toHaveTitle(/^\(1\) #general/)
  await page.getByRole('link', { name: 'Home' }).click()
  await page.getByRole('link', { name: /^Ana/ }).click()
  await expect(page).toHaveTitle(/^Ana · Parley$/)
  await expect(favicon(page)).toHaveAttribute('data-badge', 'none')
})

test('what is muted is quiet on every device, but for mentions, until it is turned on again', async ({
  newPerson,
  newDevice,
}) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server, channelId } = await meet('Harbour', ana, ben)
  const other = await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
  const elsewhere = await newDevice(ben)
  const say = (content: string) => ana.api.sendMessage({ params: { channelId }, body: { content } })
  const general = (page: Page) =>
    page.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name: /general/ })
  for (const { page } of [ben, elsewhere]) {
    await page.goto(`/channels/${server.id}/${other.id}`)
    await expect(general(page)).toBeVisible()
  }

  // By keyboard: the menu key, the submenu, an hour.
  const { page } = ben
  await general(page).focus()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: 'Copy link' })).toBeVisible()
  await page.getByRole('menuitem', { name: 'Mute' }).press('ArrowRight')
  await page.getByRole('menuitem', { name: 'For 1 hour' }).press('Enter')
  for (const device of [ben, elsewhere]) await expect(general(device.page).getByLabel('Muted')).toBeVisible()

  await say('Nobody will hear this')
  await say(`But <@${ben.user.id}> will hear this`)
  for (const device of [ben, elsewhere]) await expect(general(device.page)).toContainText('1 unread')
  await general(elsewhere.page).click({ button: 'right' })
  await elsewhere.page.getByRole('menuitem', { name: /^Unmute/ }).click()
  for (const device of [ben, elsewhere]) await expect(general(device.page)).toContainText('2 unread')
  await general(page).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Mark as read' }).click()
  for (const device of [ben, elsewhere]) await expect(general(device.page)).not.toContainText('unread')
})

/** Stands in for the system: what would be shown is kept, and a page in the background counts as such. */
async function watchNotifications(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shown: { title: string; body?: string }[] = []
    Object.assign(globalThis, { shown })
    ServiceWorkerRegistration.prototype.showNotification = async (title, { body } = {}) => {
      shown.push({ title, ...(body !== undefined && { body }) })
    }
  })
}
const shown = (page: Page) => page.evaluate(() => (globalThis as unknown as { shown: { title: string }[] }).shown)

test('one tab notifies, of what is not on screen, once the person has asked for it', async ({ newPerson, app }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben', { ...desktop, serviceWorkers: 'allow' })
  const { path } = await meet('Harbour', ana, ben)
  const { id: conversationId } = await ana.api.createConversation({ body: { userId: ben.user.id } })
  const write = (content: string) => ana.api.sendConversationMessage({ params: { conversationId }, body: { content } })
  const { page } = ben
  await watchNotifications(page)
  await page.goto('/settings/notifications')
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await ben.context.grantPermissions(['notifications'], { origin: app.url })
  await page.reload()
  await expect(page.getByRole('switch', { name: 'Notifications of the system' })).toBeChecked()
  await page.getByRole('switch', { name: 'Sound' }).click()
  await expect(page.getByRole('switch', { name: 'Sound' })).not.toBeChecked()

  const tab = await ben.context.newPage()
  await watchNotifications(tab)
  await tab.goto(path)
  await expect(tab.getByRole('main')).toBeVisible()
  await write('Are you there?')
  await expect.poll(() => shown(page)).toEqual([{ title: 'Ana', body: 'Are you there?' }])
  expect(await shown(tab)).toEqual([])

  await tab.goto(`/conversations/${conversationId}`)
  await tab.bringToFront()
  await expect(message(tab, 'Are you there?')).toBeVisible()
  await write('I see you')
  await expect(message(tab, 'I see you')).toBeVisible()
  expect(await shown(page)).toHaveLength(1)
})

/** What of a service worker's world is used here: the types of pages do not have it. */
interface WorkerScope {
  registration: ServiceWorkerRegistration
  WindowClient: { prototype: { focus: () => Promise<void> } }
  NotificationEvent: new (type: string, init: { notification: Notification }) => Event
}

test('a notification that is pressed leads to its message, also one far up', async ({ newPerson, app }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben', { ...desktop, serviceWorkers: 'allow' })
  const { id: conversationId } = await ana.api.createConversation({ body: { userId: ben.user.id } })
  const write = (content: string) => ana.api.sendConversationMessage({ params: { conversationId }, body: { content } })
  const { page } = ben
  await page.goto('/settings/notifications')
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await ben.context.grantPermissions(['notifications'], { origin: app.url })
  await page.reload()
  await expect(page.getByRole('switch', { name: 'Notifications of the system' })).toBeChecked()
  const { id } = await write('Are you there?')
  const [worker] = ben.context.serviceWorkers()
  if (!worker) throw new Error('There is no service worker')
  const titles = () =>
    worker.evaluate(async () => {
      const { registration } = globalThis as unknown as WorkerScope
      return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`)
    })
  await expect.poll(titles).toEqual(['Ana: Are you there?'])
  for (let line = 1; line <= 60; line++)
    await ana.api.sendConversationMessage({ params: { conversationId }, body: { content: `Hello ${line}` } })

  // Only the system can press it, and only then may a page be brought to the front.
  await worker.evaluate(async () => {
    const { registration, WindowClient, NotificationEvent } = globalThis as unknown as WorkerScope
    WindowClient.prototype.focus = async () => undefined
    const [notification] = await registration.getNotifications()
    if (notification) globalThis.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
  })
  await expect(page).toHaveURL(`/conversations/${conversationId}/${id}`)
  await expect(message(page, 'Are you there?')).toBeFocused()
})

test('settings of a server are a long press away on a phone', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben', phone)
  await meet('Harbour', ana, ben)
  const { page } = ben
  await page.goto('/conversations')
  const link = serversNav(page).getByRole('link', { name: 'Harbour' })
  await link.dispatchEvent('contextmenu', { clientX: 30, clientY: 200, button: 2 })
  await page.getByRole('menuitem', { name: 'Notifications' }).tap()
  await expect(page.getByRole('menuitemradio', { name: 'Only mentions', exact: true })).toBeVisible()
  await page.getByRole('menuitemradio', { name: 'All messages' }).tap()
  await expect.poll(async () => (await ben.api.listNotificationSettings()).servers).toMatchObject([{ level: 'all' }])
})
