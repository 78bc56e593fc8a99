import { expect } from '@playwright/test'
import { composer, message, openMembers } from './support/chat.ts'
import { inspect } from './support/inspect.ts'
import { meet } from './support/scene.ts'
import { phone, test } from './support/test.ts'
import { longPress } from './support/touch.ts'

test('a profile card opens by keyboard, and says who somebody is and what one shares', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  await ben.api.updateProfile({ body: { bio: 'Keeper of the lighthouse.\nMore at https://example.org/light.' } })
  const { path } = await meet('Harbour', ana, ben)
  await meet('Lighthouse', ben, ana)
  await meet('Not hers', ben)
  const { page } = ana
  await page.goto(path)
  const members = page.getByRole('complementary', { name: 'Members' })
  await members.getByRole('button', { name: /^Ben/ }).press('Enter')

  const card = page.getByRole('dialog', { name: 'Profile of Ben' })
  await expect(card).toContainText('Keeper of the lighthouse.')
  await expect(card.getByRole('link', { name: 'https://example.org/light' })).toHaveAttribute('rel', /noreferrer/)
  await expect(card).toContainText(/In Harbour since/)
  const shared = card.getByRole('region', { name: 'Servers you share' }).getByRole('link')
  await expect(shared).toContainText(['Harbour', 'Lighthouse'])
  await inspect(page, 'profile-card')
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()
  await expect(members.getByRole('button', { name: /^Ben/ })).toBeFocused()

  // The menu does the same, and names somebody in what one writes.
  const openMenu = () => members.getByRole('button', { name: /^Ben/ }).press('Shift+F10')
  await openMenu()
  await expect(page.getByRole('menuitem')).toHaveText([
    'Profile',
    'Mention',
    'Message',
    'Copy username',
    'Copy ID',
    'Remove from the server',
  ])
  await page.keyboard.press('Enter')
  await expect(card).toBeVisible()
  await page.keyboard.press('Escape')
  await composer(page).fill('Thanks,')
  await openMenu()
  await page.getByRole('menuitem', { name: 'Mention' }).click()
  await expect(composer(page)).toBeFocused()
  await expect(composer(page)).toHaveValue(`Thanks, @${ben.user.username} `)
  await openMenu()
  await page.getByRole('menuitem', { name: 'Message' }).click()
  await expect(composer(page)).toHaveAccessibleName('Message Ben')
  await expect(page).toHaveURL(/\/conversations\/\d+/)
})

test('on a phone the card is a sheet, and whoever is held down can be mentioned', async ({ newPerson }) => {
  const ana = await newPerson('Ana', phone)
  const ben = await newPerson('Ben بنيامين 🌊')
  const { path, channelId } = await meet('Harbour', ana, ben)
  await ben.api.sendMessage({ params: { channelId }, body: { content: 'Ahoy' } })
  const { page } = ana
  await page.goto(path)
  await expect(message(page, 'Ahoy')).toBeVisible()
  await page.getByRole('button', { name: 'Ben بنيامين 🌊', exact: true }).click()
  const card = page.getByRole('dialog', { name: /^Profile of/ })
  await expect(card).toContainText('Here since')
  await inspect(page, 'profile-sheet')
  await page.mouse.click(20, 20)
  await expect(card).toBeHidden()

  const mention = page.getByRole('menuitem', { name: 'Mention' })
  const name = page.getByRole('button', { name: 'Ben بنيامين 🌊', exact: true })
  await longPress(name, () => expect(mention).toBeVisible())
  await mention.tap()
  await expect(composer(page)).toHaveValue(`@${ben.user.username} `)
  const members = await openMembers(page)
  await longPress(members.getByRole('button', { name: /^Ben/ }), () => expect(mention).toBeVisible())
  await mention.tap()
  await expect(members).toBeHidden()
  await expect(composer(page)).toBeFocused()
  await expect(composer(page)).toHaveValue(`@${ben.user.username} @${ben.user.username} `)
})
