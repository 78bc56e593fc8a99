import { expect, type Page } from '@playwright/test'
import {
  backToList,
  closeMembers,
  composer,
  message,
  messages,
  openActions,
  openChannel,
  openHome,
  openMembers,
  pendingMessage,
  send,
  shownMatches,
} from './support/chat.ts'
import { password, uniqueUsername } from './support/person.ts'
import { desktop, phone, test } from './support/test.ts'

async function register(page: Page, displayName: string): Promise<string> {
  const username = uniqueUsername(displayName)
  await page.getByLabel('Email').fill(`${username}@example.org`)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Display name (optional)').fill(displayName)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  return username
}

const numbered = /№\d+/g

for (const [size, options] of Object.entries({ desktop, phone })) {
  test(`two people meet in a server and talk, whatever the network does (${size})`, async ({
    openBrowser,
    problems,
  }) => {
    test.slow()
    const ana = await openBrowser(options)
    const ben = await openBrowser(options)

    await test.step('Ana registers, makes a server and copies its invite link', async () => {
      await ana.goto('/')
      await ana.getByRole('link', { name: 'Create an account' }).click()
      await expect(ana.getByRole('heading', { name: 'Create an account' })).toBeVisible()
      await register(ana, 'Ana')
      await ana.getByRole('button', { name: 'Create a server' }).click()
      await ana.getByLabel('Server name').fill('Harbour')
      await ana.getByRole('button', { name: 'Create server' }).click()
      await ana.getByRole('button', { name: 'Harbour' }).click()
      await ana.getByRole('menuitem', { name: 'Invite people' }).click()
    })
    const link = await ana.getByLabel('Invite link').inputValue()
    await ana.keyboard.press('Escape')

    let benUsername = ''
    await test.step('Ben opens the link, sees the server, signs up and is in', async () => {
      await ben.goto(link)
      await expect(ben.getByRole('heading', { name: 'Harbour' })).toBeVisible()
      await expect(ben.getByText('You are invited · 1 member')).toBeVisible()
      await ben.getByRole('link', { name: 'Create an account to join' }).click()
      benUsername = await register(ben, 'Ben')
      await expect(ben.getByRole('button', { name: 'Harbour' })).toBeVisible()
    })

    await test.step('they talk, and see each other typing', async () => {
      await openChannel(ana, 'general')
      await openChannel(ben, 'general')
      await send(ben, 'Ahoy №1')
      await expect(message(ana, 'Ahoy №1')).toBeVisible()
      await composer(ana).pressSequentially('Welcome')
      await expect(ben.getByText('Ana is typing…')).toBeVisible()
      await send(ana, 'Welcome aboard №2')
      await expect(message(ben, 'Welcome aboard №2')).toBeVisible()
      await expect(ben.getByText('Ana is typing…')).toBeHidden()
    })

    await test.step('Ana sees whether Ben wants to be disturbed', async () => {
      const members = await openMembers(ana)
      await expect(members.getByRole('button', { name: /^Ben ?, Online/ })).toBeVisible()
      await backToList(ben)
      await ben.getByRole('button', { name: /Change your status/ }).click()
      await ben.getByRole('menuitemradio', { name: 'Do not disturb' }).click()
      await expect(members.getByRole('button', { name: /^Ben ?, Do not disturb/ })).toBeVisible()
      await closeMembers(ana)
    })

    await test.step('Ana finds Ben by his username and writes to him alone', async () => {
      await openHome(ana)
      await ana.getByRole('button', { name: 'New conversation' }).first().click()
      await ana.getByRole('combobox', { name: 'People' }).fill(benUsername)
      await ana.getByRole('option', { name: benUsername }).click()
      await ana.getByRole('button', { name: 'Start conversation' }).click()
      await send(ana, 'Between us №3')

      await expect(ben.getByRole('link', { name: 'Home' })).toContainText('1 unread')
      await openHome(ben)
      await ben.getByRole('link', { name: /^Ana/ }).click()
      await expect(message(ben, 'Between us №3')).toBeVisible()
      await send(ben, 'Of course №4')
      await expect(message(ana, 'Of course №4')).toBeVisible()
    })

    await test.step('Ana corrects a message and deletes another', async () => {
      await send(ana, 'A misteak №5')
      await send(ana, 'Never mind №6')
      await expect(message(ben, 'Never mind №6')).toBeVisible()
      await (await openActions(ana, 'A misteak №5')).getByRole('button', { name: 'Edit' }).click()
      await ana.getByRole('textbox', { name: 'Edit message' }).fill('A mistake №5')
      await ana.getByRole('button', { name: 'Save' }).click()
      await expect(message(ben, 'A mistake №5')).toContainText('(edited)')

      await (await openActions(ana, 'Never mind №6')).getByRole('button', { name: 'Delete' }).click()
      await ana.getByRole('alertdialog').getByRole('button', { name: 'Delete message' }).click()
      await expect(message(ben, 'Never mind №6')).toBeHidden()
    })

    await test.step('everything is there after a reload', async () => {
      for (const page of [ana, ben]) {
        await page.reload()
        await expect.poll(() => shownMatches(page, numbered)).toEqual(['№3', '№4', '№5'])
        await expect(message(page, 'A mistake №5')).toContainText('(edited)')
      }
    })

    await test.step('what is written while Ben is away arrives once he is back', async () => {
      problems.expect(/ERR_INTERNET_DISCONNECTED/)
      await ben.context().setOffline(true)
      await expect(ben.getByText('You are offline.')).toBeVisible()
      await send(ben, 'Written in a tunnel №7')
      await send(ben, 'And another №8')
      await expect(pendingMessage(ben, '№7')).toContainText(/Sending|Not sent yet/)
      await expect(pendingMessage(ben, '№8')).toContainText(/Sending|Not sent yet/)
      await send(ana, 'Are you there? №9')
      await send(ana, 'Hello? №10')
      await expect(message(ana, 'Hello? №10')).toBeVisible()
      await expect(messages(ana)).not.toContainText('№7')

      await ben.context().setOffline(false)
      await expect(ben.getByText('You are offline.')).toBeHidden()
      const all = ['№3', '№4', '№5', '№9', '№10', '№7', '№8']
      await expect.poll(() => shownMatches(ana, numbered)).toEqual(all)
      await expect.poll(() => shownMatches(ben, numbered)).toEqual(all)
      await expect(message(ben, '№8')).toBeVisible()
      for (const page of [ana, ben]) {
        await page.reload()
        await expect.poll(() => shownMatches(page, numbered)).toEqual(all)
      }
    })
  })
}
