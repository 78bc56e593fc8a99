import { expect } from '@playwright/test'
import { composer } from './support/chat.ts'
import { inspect } from './support/inspect.ts'
import { password } from './support/person.ts'
import { meet } from './support/scene.ts'
import { phone, test } from './support/test.ts'

test('signing in says so when there is no network, and when it takes long', async ({
  newPerson,
  openBrowser,
  problems,
}) => {
  problems.expect(/^net::ERR_INTERNET_DISCONNECTED /)
  const ana = await newPerson('Ana')
  const page = await openBrowser(phone)
  await page.clock.install()
  await page.goto('/login')
  await expect(page.getByLabel('Email')).toBeFocused()
  await page.getByLabel('Email').fill(ana.email)
  await page.getByLabel('Password', { exact: true }).fill(password)

  await page.context().setOffline(true)
  await expect(page.getByRole('status').filter({ hasText: 'You are offline.' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('Parley can’t be reached right now.')
  await inspect(page, 'login-offline')
  await page.context().setOffline(false)
  await expect(page.getByText('You are offline.')).toBeHidden()

  const held = Promise.withResolvers<void>()
  await page.route('/api/auth/login', async (route) => {
    await held.promise
    await route.continue()
  })
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled()
  await page.clock.fastForward(5_000)
  await expect(page.getByText('This takes longer than usual.')).toBeVisible()
  await inspect(page, 'login-slow')
  held.resolve()
  await expect(page).toHaveURL('/conversations')
})

const longName = 'نادي أصدقاء الشاي والقهوة ☕️ 🫖 Friends-of-tea-and-everything-that-goes-with-it-in-one-very-long-word'

test('an invite shows names of any length and script, and leads in whoever is in already', async ({
  newPerson,
  openBrowser,
}) => {
  const ana = await newPerson('Ana Maria Magdalena of Hohenfels', phone)
  const ben = await newPerson('Ben')
  const { server } = await meet(longName, ben)
  const address = `/invite/${server.inviteCode}`

  const visitor = await openBrowser(phone)
  await visitor.goto(address)
  await expect(visitor.getByRole('heading', { name: longName })).toBeVisible()
  await expect(visitor.getByRole('link', { name: 'Create an account to join' })).toBeVisible()
  await inspect(visitor, 'invite-long-name')

  const { page } = ana
  await page.goto(address)
  await expect(page.getByText('You are invited · 1 member')).toBeVisible()
  await inspect(page, 'invite-signed-in')
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBe(phone.viewport.width)
  await page.getByRole('button', { name: 'Join as Ana Maria Magdalena of Hohenfels' }).click()
  await expect(page).toHaveURL(new RegExp(`/channels/${server.id}`))

  await page.goto(address)
  await expect(page.getByText('You are in already · 2 members')).toBeVisible()
  await inspect(page, 'invite-member')
  await page.getByRole('link', { name: /^Open / }).click()
  await expect(page).toHaveURL(new RegExp(`/channels/${server.id}`))
  await expect(
    composer(page)
      .or(page.getByRole('navigation', { name: 'Channels' }))
      .first(),
  ).toBeVisible()
})

test('an invite whose server is deleted while one looks at it says so', async ({ newPerson, problems }) => {
  problems.expect(/^404 (POST \/api\/servers\/join|GET \/api\/invites\/)/)
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server } = await meet('Harbour', ben)
  const { page } = ana
  await page.goto(`/invite/${server.inviteCode}`)
  await expect(page.getByRole('heading', { name: 'Harbour' })).toBeVisible()
  await ben.api.deleteServer({ params: { serverId: server.id } })
  await page.getByRole('button', { name: 'Join as Ana' }).click()
  await expect(page.getByRole('heading', { name: 'This invite does not work any more' })).toBeVisible()
  await inspect(page, 'invite-gone')
})
