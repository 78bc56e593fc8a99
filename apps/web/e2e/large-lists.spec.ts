import { expect } from '@playwright/test'
import { addChannels, addServers, fillServer } from './support/crowd.ts'
import { writeHistory } from './support/history.ts'
import { meet } from './support/scene.ts'
import { phone, test } from './support/test.ts'

test('of 500 channels the open and the unread ones are within reach', async ({ app, newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server } = await meet('Harbour', ana, ben)
  await addChannels(app, server.id, 498)
  const { channels } = await ana.api.getServer({ params: { serverId: server.id } })
  const last = channels.at(-1)
  if (!last) throw new Error('There are channels')

  const { page } = ben
  const list = page.getByRole('navigation', { name: 'Channels' })
  await page.goto(`/channels/${server.id}/${last.id}`)
  await expect(list.getByRole('link', { name: 'channel-498' })).toBeInViewport()

  await page.goto(`/channels/${server.id}/${channels[0]?.id}`)
  await expect(list.getByRole('link', { name: 'channel-498' })).not.toBeInViewport()
  await ana.api.sendMessage({ params: { channelId: last.id }, body: { content: 'Down here' } })
  await page.getByRole('button', { name: 'More unread below' }).click()
  await expect(list.getByRole('link', { name: 'channel-498 1 unread' })).toBeInViewport()
  await expect(page.getByRole('button', { name: 'More unread below' })).toBeHidden()

  await list.getByRole('button', { name: 'Text channels' }).click()
  await expect(list.getByRole('listitem')).toHaveCount(2)
  const voice = page.getByRole('navigation', { name: 'Voice' })
  await expect(voice.getByRole('listitem')).toHaveCount(1)
  await voice.getByRole('button', { name: 'Voice channels' }).click()
  await expect(voice.getByRole('listitem')).toHaveCount(0)
  await page.reload()
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(voice.getByRole('listitem')).toHaveCount(0)
})

test('a list of 10,000 members draws only those in view, whoever is online first', async ({ app, newPerson }) => {
  const ana = await newPerson('Ana')
  const { server, path } = await meet('Harbour', ana)
  await fillServer(app, server.id, 10_000)
  const { page } = ana
  await page.goto(path)
  const members = page.getByRole('complementary', { name: 'Members' })
  await expect(members.getByRole('heading', { name: /^Online/ })).toBeVisible()
  await expect(members.getByRole('button', { name: /^Ana/ })).toBeVisible()
  await expect(members.getByRole('heading', { name: 'Offline — 10,000' })).toBeVisible()
  expect(await members.getByRole('button').count()).toBeLessThan(100)
  await members.getByRole('button', { name: /^Ana/ }).focus()
  await page.keyboard.press('End')
  await expect(members.locator(':focus')).toHaveAccessibleName(/^Person \d+ ?, Offline/)
})

test('100 servers scroll on the rail, and the open one is in view', async ({ app, newPerson }) => {
  const ana = await newPerson('Ana', phone)
  await addServers(app, ana.user.id, 100)
  const servers = await ana.api.listServers()
  await ana.page.goto(`/channels/${servers.at(-1)?.id}`)
  const rail = ana.page.getByRole('navigation', { name: 'Servers' })
  await expect(rail.getByRole('link', { name: 'Server 100' })).toBeInViewport()
  const [first] = (await ana.api.getServer({ params: { serverId: servers[0]?.id ?? '' } })).channels
  await writeHistory(app, { channelId: first?.id ?? '', authorId: ana.user.id, count: 3 })
  await ana.page.reload()
  await rail.getByRole('button', { name: 'More unread above' }).tap()
  await expect(rail.getByRole('link', { name: /^Server 1 ?, 3 unread/ })).toBeInViewport()
  await expect(rail.getByRole('button', { name: 'More unread above' })).toBeHidden()
})

test('channels are dragged into order', async ({ app, newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server, path } = await meet('Harbour', ana, ben)
  await addChannels(app, server.id, 3)
  await ben.page.goto(path)
  const seen = ben.page.getByRole('navigation', { name: 'Channels' }).getByRole('listitem')
  await expect(seen).toHaveText(['general', 'channel-1', 'channel-2', 'channel-3'])

  await ana.page.goto(`/servers/${server.id}/settings/channels`)
  const row = (name: string) => ana.page.getByRole('listitem').filter({ hasText: new RegExp(`^${name}$`) })
  await row('general').dragTo(row('channel-2'), { targetPosition: { x: 100, y: 50 } })
  await expect(seen).toHaveText(['channel-1', 'channel-2', 'general', 'channel-3'])
  await expect(ana.page.getByRole('status').filter({ hasText: 'general is now number 3 of 4' })).toBeAttached()
})

test('the owner finds somebody among 2,000 members, accents or not, and removes them', async ({ app, newPerson }) => {
  const ana = await newPerson('Ana')
  const zoe = await newPerson('Zoë')
  const { server } = await meet('Harbour', ana, zoe)
  await fillServer(app, server.id, 2_000)
  const { page } = ana
  await page.goto(`/servers/${server.id}/settings/members`)
  await expect(page.getByText('2,002 members')).toBeVisible()
  await page.getByLabel('Find a member').fill('zoe')
  await page.getByRole('button', { name: 'Remove Zoë' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Nobody here is called that.')).toBeVisible()
  await expect(page.getByText('2,001 members')).toBeVisible()
})
