import { expect } from '@playwright/test'
import { password, uniqueUsername } from './support/person.ts'
import { test } from './support/test.ts'

test('a newcomer registers, signs out and signs in again', async ({ openBrowser }) => {
  const page = await openBrowser()
  const username = uniqueUsername('ana')
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await expect(page.getByRole('heading', { name: 'Create an account' })).toBeVisible()
  await page.getByLabel('Email').fill(`${username}@example.org`)
  await page.getByLabel('Username').fill(username.toUpperCase())
  await page.getByLabel('Display name (optional)').fill('Ana')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Hello, Ana' })).toBeVisible()

  await page.getByRole('button', { name: /Change your status/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()

  await page.getByLabel('Email').fill(`${username}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Hello, Ana' })).toBeVisible()
})

test('a wrong password is refused, and what was typed stays', async ({ newPerson, openBrowser, problems }) => {
  problems.expect(/^401 POST \/api\/auth\/login$/)
  const ana = await newPerson('Ana')
  const page = await openBrowser()
  await page.goto('/login')
  await page.getByLabel('Email').fill(ana.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('That email and password do not go together.')
  await expect(page.getByLabel('Email')).toHaveValue(ana.email)

  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Hello, Ana' })).toBeVisible()
})

test('a taken email or username is said at its field', async ({ newPerson, openBrowser, problems }) => {
  problems.expect(/^409 POST \/api\/auth\/register$/)
  const ana = await newPerson('Ana')
  const page = await openBrowser()
  await page.goto('/register')
  const email = page.getByLabel('Email')
  const username = page.getByLabel('Username')
  await email.fill(ana.email)
  await username.fill(uniqueUsername('ben'))
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(email).toHaveAccessibleDescription(/There is an account with this email already/)
  await expect(email).toBeFocused()

  await email.fill(`${uniqueUsername('ben')}@example.org`)
  await expect(email).not.toHaveAttribute('aria-invalid')
  await username.fill(ana.user.username)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(username).toHaveAccessibleDescription(/Somebody has this username already/)
  await expect(username).toBeFocused()
})

test('what could never be accepted is said before anything is sent', async ({ openBrowser }) => {
  const page = await openBrowser()
  await page.goto('/register')
  await page.getByLabel('Email').fill('not an address')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription('Must be an email address')
  await expect(page.getByLabel('Username')).toHaveAccessibleDescription('Fill this in')
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
    'Must have at least 8 characters',
  )
  await expect(page.getByLabel('Email')).toBeFocused()
})

test('whoever has to sign in first gets where they were going', async ({ newPerson, openBrowser }) => {
  const ana = await newPerson('Ana')
  const page = await openBrowser()
  await page.goto('/settings/sessions')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.getByLabel('Email').fill(ana.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'This device' })).toBeVisible()
  await expect(page).toHaveURL('/settings/sessions')
})

test('signing in never leads to another site', async ({ newPerson, openBrowser }) => {
  const ana = await newPerson('Ana')
  const page = await openBrowser()
  await page.goto(`/login?next=${encodeURIComponent(String.raw`/\example.org`)}`)
  await page.getByLabel('Email').fill(ana.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Hello, Ana' })).toBeVisible()
  await expect(page).toHaveURL('/conversations')
})

test('the list of sessions is live, and ending one throws that browser out at once', async ({
  newPerson,
  newDevice,
  problems,
}) => {
  // Of what is still being fetched there when the session ends.
  problems.expect(/401/)
  const ana = await newPerson('Ana')
  await ana.page.goto('/settings/sessions')
  await expect(ana.page.getByText('You are signed in nowhere else.')).toBeVisible()

  const other = await newDevice(ana)
  const signOutOther = ana.page.getByRole('button', { name: /^Sign out .*(Chrom|Linux)/ })
  await expect(signOutOther).toBeVisible()
  await other.page.goto('/settings/profile')
  await expect(other.page.getByLabel('Username')).toHaveValue(ana.user.username)

  await signOutOther.click()
  await expect(other.page.getByText('This device was signed out from another one.')).toBeVisible()
  await expect(other.page).toHaveURL(/^[^?]*\/login\?/)
  await expect(ana.page.getByText('You are signed in nowhere else.')).toBeVisible()

  await other.page.getByLabel('Email').fill(ana.email)
  await other.page.getByLabel('Password', { exact: true }).fill(password)
  await other.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.page).toHaveURL('/settings/profile')
})

test('a new password ends the other sessions and is the one that counts', async ({
  newPerson,
  newDevice,
  problems,
}) => {
  problems.expect(/^401 POST \/api\/auth\/(password|login)$/)
  const ana = await newPerson('Ana')
  const other = await newDevice(ana)
  await other.page.goto('/conversations')
  await expect(other.page.getByRole('heading', { name: 'Hello, Ana' })).toBeVisible()

  const { page } = ana
  await page.goto('/settings/account')
  await page.getByLabel('Current password', { exact: true }).fill('not the password')
  await page.getByLabel('New password', { exact: true }).fill('a much better one')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByLabel('Current password', { exact: true })).toHaveAccessibleDescription(
    'That is not your current password.',
  )
  await page.getByLabel('Current password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('list', { name: 'Notifications' })).toContainText('Password changed')

  await expect(other.page.getByText('Your password was changed, so you were signed out here.')).toBeVisible()
  await other.page.getByLabel('Email').fill(ana.email)
  await other.page.getByLabel('Password', { exact: true }).fill(password)
  await other.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.page.getByRole('alert')).toContainText('do not go together')
  await other.page.getByLabel('Password', { exact: true }).fill('a much better one')
  await other.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.page.getByRole('heading', { name: 'Hello, Ana' })).toBeVisible()
})

test('a new name is seen by others at once', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const server = await ana.api.createServer({ body: { name: 'Harbour' } })
  await ben.api.joinServer({ body: { inviteCode: server.inviteCode ?? '' } })
  await ben.page.goto(`/channels/${server.id}`)
  await expect(ben.page.getByRole('complementary', { name: 'Members' })).toContainText('Ana')

  await ana.page.goto('/settings/profile')
  await ana.page.getByLabel('Display name').fill('Ana Lovelace')
  await ana.page.getByLabel('About you').fill('Writes programs for engines that do not exist yet.')
  await ana.page.getByRole('button', { name: 'Save' }).click()
  await expect(ana.page.getByRole('list', { name: 'Notifications' })).toContainText('Profile saved')

  await ben.page.getByRole('button', { name: /^Ana Lovelace/ }).click()
  await expect(ben.page.getByRole('dialog', { name: 'Profile of Ana Lovelace' })).toContainText('Writes programs')
})
