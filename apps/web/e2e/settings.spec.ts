import { expect } from '@playwright/test'
import { composer } from './support/chat.ts'
import { inspect } from './support/inspect.ts'
import { meet } from './support/scene.ts'
import { phone, test } from './support/test.ts'

test('settings close to where one was, but not over what is not saved', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  await expect(composer(page)).toBeVisible()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(page).toHaveURL('/settings/profile')

  const name = page.getByLabel('Display name')
  await name.fill('Ana of the Harbour')
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('Ana of the Harbour')
  await expect(page.getByText('You have changes that are not saved.')).toBeVisible()
  await inspect(page, 'unsaved-profile')

  await name.press('Escape')
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(name).toHaveValue('Ana of the Harbour')
  await page.getByRole('link', { name: 'Account' }).click()
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByRole('heading', { name: 'Account' })).toBeVisible()
  await expect(page).toHaveURL('/settings/account')
  expect((await ana.api.getSelf()).displayName).toBe('Ana')
  await page.goBack()
  await expect(name).toHaveValue('Ana')

  await name.fill('Somebody else')
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect(name).toHaveValue('Ana')
  await name.press('Escape')
  await expect(page).toHaveURL(path)
})

test('on a phone settings begin with their list, and go back to it', async ({ newPerson }) => {
  const { page } = await newPerson('Ana', phone)
  await page.goto('/settings/nonsense')
  await expect(page).toHaveURL('/settings')
  await page.getByRole('link', { name: 'Account' }).click()
  await expect(page.getByLabel('Email')).toBeVisible()
  await inspect(page, 'account')
  await page.getByRole('button', { name: 'Back' }).click()
  await expect(page).toHaveURL('/settings')
  await expect(page.getByRole('link', { name: 'Profile' })).toBeVisible()
})

test('whoever does not own a server sees its overview and its invite, and can leave it', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server } = await meet('Harbour', ana, ben)
  // What is not for everybody leads to what is, as does what there is not.
  for (const section of ['members', 'nonsense']) {
    await ben.page.goto(`/servers/${server.id}/settings/${section}`)
    await expect(ben.page).toHaveURL(`/servers/${server.id}/settings/overview`)
  }
  await ben.page.getByRole('link', { name: 'Invite link' }).click()
  await expect(ben.page.getByLabel('Invite link')).toHaveValue(new RegExp(`/invite/${server.inviteCode}$`))
  await expect(ben.page.getByRole('button', { name: 'Replace link' })).toBeHidden()
  await ben.page.getByRole('link', { name: 'Overview' }).click()
  await expect(ben.page.getByRole('button', { name: 'Upload a picture' })).toBeHidden()
  await inspect(ben.page, 'overview-of-a-member')
  await ben.page.getByRole('button', { name: 'Leave server' }).click()
  await ben.page.getByRole('alertdialog').getByRole('button', { name: 'Leave server' }).click()
  await expect(ben.page).toHaveURL('/conversations')
})
