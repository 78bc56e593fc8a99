import { expect, type Page } from '@playwright/test'
import { composer, message, send } from './support/chat.ts'
import type { Person } from './support/person.ts'
import { test } from './support/test.ts'

async function choosePeople(page: Page, ...people: Person[]): Promise<void> {
  for (const { user } of people) {
    await page.getByRole('combobox', { name: 'People' }).fill(user.username)
    await page.getByRole('option', { name: user.username }).click()
    await expect(page.getByRole('button', { name: `Remove ${user.displayName}` })).toBeVisible()
  }
}

test('a group is started, named, joined by others and left', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const cleo = await newPerson('Cleo')
  const dora = await newPerson('Dora')
  for (const { page } of [ana, ben, cleo, dora]) await page.goto('/conversations')

  await ana.page.getByRole('button', { name: 'New conversation' }).first().click()
  await choosePeople(ana.page, ben, cleo)
  await ana.page.getByRole('button', { name: 'Start group' }).click()
  await expect(ana.page.getByRole('heading', { name: 'Ben, Cleo', level: 1 })).toBeVisible()
  await expect(composer(ana.page)).toBeFocused()
  await send(ana.page, 'Who brings the tea?')

  // Whom one has talked with need not be looked for.
  await ana.page.getByRole('button', { name: 'New conversation' }).click()
  await expect(ana.page.getByRole('listbox', { name: 'People found' }).getByRole('option')).toHaveText([/Ben/, /Cleo/])
  await ana.page.keyboard.press('Escape')

  await ben.page.getByRole('link', { name: /^Ana, Cleo/ }).click()
  await expect(message(ben.page, 'Who brings the tea?')).toBeVisible()
  await send(ben.page, 'I do')
  await expect(message(ana.page, 'I do')).toBeVisible()

  await ana.page.getByRole('button', { name: 'More' }).click()
  await ana.page.getByRole('menuitem', { name: 'Rename group' }).click()
  await ana.page.getByLabel('Group name').fill('Tea party')
  await ana.page.getByRole('button', { name: 'Save' }).click()
  await expect(ben.page.getByRole('heading', { name: 'Tea party', level: 1 })).toBeVisible()
  await expect(cleo.page.getByRole('link', { name: /^Tea party/ })).toContainText('2 unread')

  await ana.page.getByRole('button', { name: 'More' }).click()
  await ana.page.getByRole('menuitem', { name: 'Add people' }).click()
  await choosePeople(ana.page, dora)
  await ana.page.getByRole('button', { name: 'Add to group' }).click()
  await dora.page.getByRole('link', { name: /^Tea party/ }).click()
  await expect(message(dora.page, 'Who brings the tea?')).toBeVisible()
  await ben.page.getByRole('button', { name: 'People in this group' }).click()
  const people = ben.page.getByRole('dialog', { name: 'People in this group' })
  await people.getByRole('button', { name: /^Dora/ }).click()
  await expect(ben.page.getByRole('dialog', { name: 'Profile of Dora' })).toContainText(dora.user.username)
  await ben.page.keyboard.press('Escape')
  await expect(people).toBeVisible()
  await ben.page.keyboard.press('Escape')

  await ben.page.getByRole('button', { name: 'More' }).click()
  await ben.page.getByRole('menuitem', { name: 'Leave group' }).click()
  await ben.page.getByRole('alertdialog').getByRole('button', { name: 'Leave group' }).click()
  await expect(ben.page).toHaveURL('/conversations')
  await expect(ben.page.getByRole('link', { name: /^Tea party/ })).toBeHidden()
  await ana.page.getByRole('button', { name: 'People in this group' }).click()
  await expect(ana.page.getByRole('dialog', { name: 'People in this group' })).not.toContainText('Ben')
})

test('somebody is written to from their card, always in the one conversation', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const server = await ana.api.createServer({ body: { name: 'Harbour' } })
  await ben.api.joinServer({ body: { inviteCode: server.inviteCode ?? '' } })
  await ana.page.goto(`/channels/${server.id}`)
  const members = ana.page.getByRole('complementary', { name: 'Members' })
  await members.getByRole('button', { name: /^Ben/ }).click()
  await ana.page.getByRole('dialog', { name: 'Profile of Ben' }).getByRole('button', { name: 'Message' }).click()
  await expect(ana.page.getByRole('heading', { name: 'Ben', level: 1 })).toBeVisible()
  await send(ana.page, 'Psst')
  const address = ana.page.url()

  await ben.page.goto('/conversations')
  await ben.page.getByRole('button', { name: 'New conversation' }).first().click()
  await choosePeople(ben.page, ana)
  await ben.page.getByRole('button', { name: 'Start conversation' }).click()
  await expect(message(ben.page, 'Psst')).toBeVisible()
  expect(ben.page.url()).toBe(address)
})
