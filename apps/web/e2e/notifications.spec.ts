import { expect, type Locator, type Page } from '@playwright/test'
import { message } from './support/chat.ts'
import type { Person } from './support/person.ts'
import { meet } from './support/scene.ts'
import { desktop, phone, test } from './support/test.ts'
import { longPress } from './support/touch.ts'

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
  await expect(message(page, 'are you on it?').getByRole('button', { name: '@Ben' })).toHaveClass(/bg-badge/)
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
  await expect(page.getByRole('switch', { name: 'System notifications' })).toBeChecked()
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

  // A call is told of where it cannot be seen.
  for (const one of [page, tab]) {
    await one.evaluate(() => {
      document.hasFocus = () => false
      dispatchEvent(new Event('blur'))
    })
  }
  await ana.page.goto(`/conversations/${conversationId}`)
  await ana.page.getByRole('button', { name: 'Call' }).click()
  await expect.poll(async () => (await shown(page)).at(-1)?.title).toBe('Ana is calling you')
  await ana.page.getByRole('button', { name: 'Leave the call' }).click()
  await expect.poll(async () => (await shown(page)).at(-1)?.title).toBe('You have missed a call from Ana.')
  expect(await shown(tab)).toEqual([])
})

/** Waits until a page of the other's hears what happens. */
async function untilOnline({ api }: Person, { user }: Person): Promise<void> {
  const statusOf = async () => (await api.listConversations())[0]?.participants.find(({ id }) => id === user.id)?.status
  await expect.poll(statusOf).toBe('online')
}

/** What of a service worker's world is used here: the types of pages do not have it. */
interface WorkerScope {
  registration: ServiceWorkerRegistration
  WindowClient: { prototype: { focus: () => Promise<void> } }
  pressed?: Notification | undefined
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
  await expect(page.getByRole('switch', { name: 'System notifications' })).toBeChecked()
  await untilOnline(ana, ben)
  const { id } = await write('Are you there?')
  const [worker] = ben.context.serviceWorkers()
  if (!worker) throw new Error('There is no service worker')
  const titles = () =>
    worker.evaluate(async () => {
      const { registration } = globalThis as unknown as WorkerScope
      return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`)
    })
  await expect.poll(titles).toEqual(['Ana: Are you there?'])
  // Kept as it is now: a few seconds later the one that is shown is about what was written since.
  await worker.evaluate(async () => {
    const scope = globalThis as unknown as WorkerScope
    ;[scope.pressed] = await scope.registration.getNotifications()
  })
  await Promise.all(Array.from({ length: 60 }, (_, line) => write(`Hello ${line + 1}`)))

  // Only the system can press it, and only then may a page be brought to the front.
  await worker.evaluate(() => {
    const { pressed, WindowClient, NotificationEvent } = globalThis as unknown as WorkerScope
    WindowClient.prototype.focus = async () => undefined
    if (pressed) globalThis.dispatchEvent(new NotificationEvent('notificationclick', { notification: pressed }))
  })
  await expect(page).toHaveURL(`/conversations/${conversationId}/${id}`)
  await expect(message(page, 'Are you there?')).toBeFocused()
})

test('a sound is heard, once, unless it is turned off', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { id: conversationId } = await ana.api.createConversation({ body: { userId: ben.user.id } })
  const write = (content: string) => ana.api.sendConversationMessage({ params: { conversationId }, body: { content } })
  const { page } = ben
  await page.addInitScript(() => {
    Object.assign(globalThis, { notes: 0 })
    const { start } = OscillatorNode.prototype
    OscillatorNode.prototype.start = function (when) {
      Object.assign(globalThis, { notes: (globalThis as unknown as { notes: number }).notes + 1 })
      start.call(this, when)
    }
  })
  const notes = () => page.evaluate(() => (globalThis as unknown as { notes: number }).notes)
  await page.goto('/settings/notifications')
  const sound = page.getByRole('switch', { name: 'Sound' })
  await expect(sound).toBeChecked()
  await untilOnline(ana, ben)
  await write('Hello')
  await expect(page).toHaveTitle(/^\(1\)/)
  await expect.poll(notes).toBe(2)
  await sound.click()
  await expect(sound).not.toBeChecked()
  await write('Are you there?')
  await expect(page).toHaveTitle(/^\(2\)/)
  expect(await notes()).toBe(2)
})

test('a muted server is quiet as a whole', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { channelId } = await meet('Harbour', ana, ben)
  const { page } = ben
  const harbour = serversNav(page).getByRole('link', { name: 'Harbour' })
  await page.goto('/conversations')
  await harbour.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Mute' }).click()
  await page.getByRole('menuitem', { name: 'Until I turn it back on' }).click()
  await expect.poll(async () => (await ben.api.listNotificationSettings()).servers).toMatchObject([{ muted: true }])
  await ana.api.sendMessage({ params: { channelId }, body: { content: 'Nobody hears this' } })
  await ana.api.sendMessage({ params: { channelId }, body: { content: `<@${ben.user.id}>` } })
  await expect(page).toHaveTitle(/^\(1\)/)
  await expect(harbour).toContainText('1 unread')
  await harbour.click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Unmute/ }).click()
  await expect(harbour).toContainText('2 unread')
})

test('on a phone every list has its menus under a long press, which opens nothing else', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben', phone)
  const { server } = await meet('Harbour', ana, ben)
  await ana.api.createConversation({ body: { userId: ben.user.id } })
  const { page } = ben
  const link = (list: string, name: string) => page.getByRole('navigation', { name: list }).getByRole('link', { name })
  const press = async (target: Locator, entry: string) => {
    const address = page.url()
    await longPress(target, () => expect(page.getByRole('menuitem', { name: entry })).toBeVisible())
    await page.getByRole('menuitem', { name: entry }).tap()
    expect(page.url()).toBe(address)
  }
  await ben.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`/channels/${server.id}`)
  await press(link('Channels', 'general'), 'Copy link')
  await press(link('Voice', 'General'), 'Copy link')
  await page.goto('/conversations')
  await press(link('Conversations', 'Ana'), 'Copy link')
  await press(link('Servers', 'Harbour'), 'Notifications')
  await page.getByRole('menuitemradio', { name: 'All messages' }).tap()
  await expect.poll(async () => (await ben.api.listNotificationSettings()).servers).toMatchObject([{ level: 'all' }])
})
