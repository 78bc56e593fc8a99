import { expect, type Route } from '@playwright/test'
import { composer, openChannel, send } from './support/chat.ts'
import { meet } from './support/scene.ts'
import { phone, test } from './support/test.ts'

for (const [size, options] of [
  ['desktop', undefined],
  ['phone', phone],
] as const) {
  test(`a channel deleted under one’s feet says so, and gives back what one was writing (${size})`, async ({
    newPerson,
    problems,
  }) => {
    // The page may ask once more for what it has just lost.
    problems.expect(/^404 GET \/api\/channels\//)
    const ana = await newPerson('Ana')
    const ben = await newPerson('Ben', options)
    const { server } = await meet('Harbour', ana, ben)
    const body = { name: 'sailing' }
    const { id: channelId } = await ana.api.createChannel({ params: { serverId: server.id }, body })
    await ben.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await ben.page.goto(`/channels/${server.id}/${channelId}`)
    await composer(ben.page).fill('Who brings the')

    await ana.api.deleteChannel({ params: { channelId } })
    const notice = ben.page.getByRole('list', { name: 'Notifications' })
    await expect(notice).toContainText('#sailing was deleted.')
    await notice.getByRole('button', { name: 'Copy what you were writing' }).click()
    expect(await ben.page.evaluate(() => navigator.clipboard.readText())).toBe('Who brings the')
    await expect(ben.page.getByRole('link', { name: 'sailing' })).toHaveCount(0)
  })

  test(`so does a server (${size})`, async ({ newPerson, problems }) => {
    problems.expect(/^404 GET \/api\/(channels|servers)\//)
    const ana = await newPerson('Ana')
    const ben = await newPerson('Ben', options)
    const { server, path } = await meet('Harbour', ana, ben)
    const body = { name: 'sailing' }
    const { id: sailing } = await ana.api.createChannel({ params: { serverId: server.id }, body })
    await ben.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await ben.page.goto(`/channels/${server.id}/${sailing}`)
    await composer(ben.page).fill('The wind is')
    await openChannel(ben.page, 'general')
    await expect(ben.page).toHaveURL(path)
    await composer(ben.page).fill('Who brings the')
    await ana.api.deleteServer({ params: { serverId: server.id } })
    await expect(ben.page.getByRole('heading', { name: 'You cannot see this server' })).toBeVisible()
    await ben.page.getByRole('button', { name: 'Copy what you were writing' }).click()
    expect(await ben.page.evaluate(() => navigator.clipboard.readText())).toBe(
      '#general\nWho brings the\n\n#sailing\nThe wind is',
    )
  })
}

test('a channel deleted while its page is loading is not shown as if it were there', async ({
  newPerson,
  problems,
}) => {
  problems.expect(/^404 GET \/api\/channels\//)
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server } = await meet('Harbour', ana, ben)
  const { id: channelId } = await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
  const { page } = ben
  const read = Promise.withResolvers<void>()
  const deleted = Promise.withResolvers<void>()
  const late = async (route: Route) => {
    const response = await route.fetch()
    read.resolve()
    await deleted.promise
    await route.fulfill({ response })
  }
  await page.route(`/api/servers/${server.id}`, late, { times: 1 })
  await page.goto(`/channels/${server.id}/${channelId}`)
  await read.promise
  await ana.api.deleteChannel({ params: { channelId } })
  deleted.resolve()
  await expect(composer(page)).toHaveAccessibleName('Message #general')
  await expect(page.getByRole('link', { name: 'sailing' })).toHaveCount(0)
})

test('what was written in a place that went while one was elsewhere, or away, is given back once', async ({
  newPerson,
  problems,
}) => {
  problems.expect(/^404 (GET|POST) \/api\/(channels|servers)\//)
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const harbour = await meet('Harbour', ana, ben)
  const { server, path } = await meet('Lighthouse', ana, ben)
  const group = await ana.api.createConversation({ body: { userIds: [ben.user.id], name: 'Weekend' } })
  const { page, context } = ben
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(path)
  await composer(page).fill('The lamp is')
  await page.goto(harbour.path)
  await composer(page).fill('Still here')
  const notices = page.getByRole('list', { name: 'Notifications' })
  const copied = () => page.evaluate(() => navigator.clipboard.readText())

  await ana.api.removeMember({ params: { serverId: server.id, userId: ben.user.id } })
  await expect(notices).toContainText('“The lamp is…” was not sent, and the place it was for is gone.')
  await notices.getByRole('button', { name: 'Copy what you were writing' }).click()
  expect(await copied()).toBe('The lamp is')

  await page.goto(`/conversations/${group.id}`)
  await composer(page).fill('Saturday?')
  await page.goto('about:blank')
  await ana.api.leaveConversation({ params: { conversationId: group.id } })
  await ana.api.deleteServer({ params: { serverId: harbour.server.id } })
  await page.goto('/')
  await expect(notices).toContainText('“Still here…” was not sent')
  await notices.getByRole('button', { name: 'Dismiss' }).click()
  await page.reload()
  await page.getByRole('link', { name: 'Weekend' }).click()
  await expect(composer(page)).toHaveValue('Saturday?')
  await expect(notices).toBeEmpty()
})

test('what was on its way to a channel that is gone is given back, too', async ({ newPerson, problems }) => {
  problems.expect(/^404 (GET|POST) \/api\/channels\//, /ERR_INTERNET_DISCONNECTED/)
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server } = await meet('Harbour', ana, ben)
  const { id: channelId } = await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
  const { page, context } = ben
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`/channels/${server.id}/${channelId}`)
  await expect(composer(page)).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  await send(page, 'Who brings the tea?')
  await composer(page).fill('And the')
  await ana.api.deleteChannel({ params: { channelId } })
  await context.setOffline(false)
  const notice = page.getByRole('list', { name: 'Notifications' })
  await expect(notice).toContainText('#sailing was deleted.')
  await notice.getByRole('button', { name: 'Copy what you were writing' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Who brings the tea?\n\nAnd the')
})

test('a group left on another device closes here, and says so', async ({ newPerson, newDevice, problems }) => {
  // What the page was still asking for when it was left.
  problems.expect(/^404 GET \/api\/conversations\//)
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const elsewhere = await newDevice(ben)
  const group = await ana.api.createConversation({ body: { userIds: [ben.user.id], name: 'Weekend' } })
  await ben.page.goto(`/conversations/${group.id}`)
  await expect(ben.page.getByRole('heading', { name: 'Weekend', level: 1 })).toBeVisible()
  await elsewhere.api.leaveConversation({ params: { conversationId: group.id } })
  await expect(ben.page.getByRole('list', { name: 'Notifications' })).toContainText(
    'You are not in “Weekend” any more.',
  )
  await expect(ben.page).toHaveURL('/conversations')
})
