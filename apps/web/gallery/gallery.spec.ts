import { expect } from '@playwright/test'
import {
  backToList,
  composer,
  isPhone,
  message,
  openActions,
  openHome,
  openMembers,
  send,
} from '../e2e/support/chat.ts'
import { emailOf, goOnline, now } from '../e2e/support/community.ts'
import { test } from '../e2e/support/community-test.ts'
import { intercept } from '../e2e/support/live-connection.ts'
import { meet } from '../e2e/support/scene.ts'
import { desktop, phone } from '../e2e/support/test.ts'
import { photograph } from './camera.ts'

for (const [size, options] of Object.entries({ desktop, phone })) {
  test.describe(size, () => {
    test.use({ ...options, timezoneId: 'Europe/Madrid' })

    test.beforeEach(({ problems }) => problems.expect(/./))

    test('before signing in', async ({ page, newPerson }) => {
      await page.clock.setFixedTime(now)
      const { server } = await meet('Harbour Radio', await newPerson('Noa'), await newPerson('Ines'))
      await page.goto('/login')
      await photograph(page, 'login')
      await page.goto('/login?ended=revoked')
      await page.getByLabel('Email').fill(emailOf('mira'))
      await page.getByLabel('Password', { exact: true }).fill('not the password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('alert')).toContainText('do not go together')
      await photograph(page, 'login-refused')
      await page.goto('/register')
      await page.getByLabel('Email').fill('not an address')
      await page.getByRole('button', { name: 'Create account' }).click()
      await photograph(page, 'register-refused')
      await page.goto(`/invite/${server.inviteCode}`)
      await expect(page.getByRole('heading', { name: 'Harbour Radio' })).toBeVisible()
      await photograph(page, 'invite')
      await page.goto('/invite/gone')
      await expect(page.getByRole('heading').first()).toBeVisible()
      await photograph(page, 'invite-gone')
      await page.goto('/nowhere')
      await expect(page.getByRole('heading').first()).toBeVisible()
      await photograph(page, 'not-found')
    })

    test('the first minutes', async ({ newPerson }) => {
      const { page } = await newPerson('Noa', options)
      await page.goto('/')
      await expect(page.getByRole('heading', { name: 'Hello, Noa' })).toBeVisible()
      await photograph(page, 'first-run')
    })

    test('a channel', async ({ mira: page, community, app }) => {
      await page.goto(community.channelPath)
      await expect(message(page, 'Notes from the last meeting')).toBeVisible()
      await photograph(page, 'channel')
      await openActions(page, 'The filter I use')
      await photograph(page, 'message-actions')
      await message(page, 'The filter I use').click({ button: 'right' })
      await photograph(page, 'message-menu')
      await page.keyboard.press('Escape')
      await composer(page).focus()
      await page.keyboard.press('ArrowUp')
      await photograph(page, 'message-editing')
      await page.keyboard.press('Escape')
      const jonas = await goOnline(app, 'jonas')
      await jonas.request('typing-start', { channelId: community.channelId })
      await expect(page.getByText('Jonas Weil is typing…')).toBeVisible()
      await photograph(page, 'channel-typing')
      jonas.close()
      const members = await openMembers(page)
      await photograph(page, 'members')
      await members.getByRole('button', { name: /^Ife/ }).click()
      await photograph(page, 'profile-card')
    })

    test('what may go wrong', async ({ mira: page, community }) => {
      const connection = await intercept(page)
      await page.route('**/api/channels/*/messages*', () => {})
      await page.goto(community.channelPath)
      await expect(page.getByRole('status').first()).toBeAttached()
      await photograph(page, 'channel-loading')
      await page.unroute('**/api/channels/*/messages*')
      await page.goto(community.channelPath)
      await expect(message(page, 'Notes from the last meeting')).toBeVisible()
      connection.refuse('forbidden', 'You may not do that')
      await send(page, 'Nobody may hear this')
      await expect(page.getByText('Not sent')).toBeVisible()
      await photograph(page, 'send-failed')
      connection.accept()
      await page.context().setOffline(true)
      await expect(page.getByText('You are offline.')).toBeVisible()
      await photograph(page, 'offline')
      await page.context().setOffline(false)
      await page.goto('/channels/1')
      await expect(page.getByText('You cannot see this server')).toBeVisible()
      await photograph(page, 'server-missing')
    })

    test('conversations', async ({ mira: page, community }) => {
      await page.goto('/conversations')
      await expect(page.getByRole('link', { name: /Soup and rehearsal/ })).toBeVisible()
      await photograph(page, 'home')
      await page.goto(community.directPath)
      await expect(message(page, 'Found it')).toBeVisible()
      await photograph(page, 'conversation')
      await page.goto(community.groupPath)
      await expect(message(page, 'Rehearsal')).toBeVisible()
      await photograph(page, 'group')
    })

    test('dialogs and menus', async ({ mira: page, community }) => {
      await page.goto(community.channelPath)
      await expect(message(page, 'Notes from the last meeting')).toBeVisible()
      await backToList(page)
      if (isPhone(page)) await photograph(page, 'channel-list')
      await page.getByRole('button', { name: 'Harbour Radio' }).click()
      await photograph(page, 'server-menu')
      await page.getByRole('menuitem', { name: 'Invite people' }).click()
      await photograph(page, 'invite-dialog')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Create channel' }).click()
      await photograph(page, 'create-channel')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Add a server' }).click()
      await photograph(page, 'add-server')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Jump to a channel or person' }).click()
      await photograph(page, 'quick-switcher')
      await page.getByRole('combobox').fill('ge')
      await photograph(page, 'quick-switcher-found')
      await page.keyboard.press('Escape')
      await openHome(page)
      await page.getByRole('button', { name: 'New conversation' }).first().click()
      await photograph(page, 'new-conversation')
    })

    test('settings', async ({ mira: page, community }) => {
      for (const section of ['profile', 'account', 'sessions', 'appearance']) {
        await page.goto(`/settings/${section}`)
        await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
        await photograph(page, `settings-${section}`)
      }
      for (const section of ['overview', 'invite', 'channels', 'members']) {
        await page.goto(`/servers/${community.serverId}/settings/${section}`)
        await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
        await photograph(page, `server-settings-${section}`)
      }
      if (isPhone(page)) {
        await page.goto('/settings')
        await photograph(page, 'settings')
      }
    })

    test('looks', async ({ mira: page, community }) => {
      await page.addInitScript(() => localStorage.setItem('parley:contrast', 'more'))
      await page.goto(community.channelPath)
      await expect(message(page, 'Notes from the last meeting')).toBeVisible()
      await photograph(page, 'channel-high-contrast')
      await page.addInitScript(() => {
        localStorage.removeItem('parley:contrast')
        localStorage.setItem('parley:density', 'compact')
        localStorage.setItem('parley:locale', 'es')
      })
      await page.goto(community.channelPath)
      await expect(page.getByText('Notes from the last meeting')).toBeVisible()
      await photograph(page, 'channel-compact-spanish')
    })
  })
}
