import { expect } from '@playwright/test'
import {
  backToList,
  closeMembers,
  composer,
  isPhone,
  message,
  openActions,
  openChannel,
  openHome,
  openMembers,
  pendingMessage,
  send,
} from './support/chat.ts'
import { inspect } from './support/inspect.ts'
import { intercept } from './support/live-connection.ts'
import { meet } from './support/scene.ts'
import { desktop, phone, test } from './support/test.ts'

const formatted = `# Plans for **Saturday**
> Bring *warm* clothes, ~~not sandals~~
1. Meet at the pier at \`09:30\`
2. Sail
- there and [back](https://example.org/map)
\`\`\`
wind = 4
course = "north-east by north, and then along the coast until the lighthouse is behind us"
\`\`\`
||It is a surprise||`

for (const [size, options] of Object.entries({ desktop, phone })) {
  test.describe(size, () => {
    test('pages before signing in are accessible', async ({ newPerson, openBrowser, problems }) => {
      problems.expect(/^40[019] /, /^404 /)
      const ana = await newPerson('Ana')
      const { server } = await meet('Friends of tea', ana)
      const page = await openBrowser(options)
      await page.goto('/login?ended=revoked')
      await page.getByLabel('Email').fill(ana.email)
      await page.getByLabel('Password', { exact: true }).fill('not the password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('alert')).toContainText('do not go together')
      await inspect(page, 'login')

      await page.getByRole('link', { name: 'Create an account' }).click()
      await expect(page.getByRole('heading', { name: 'Create an account' })).toBeVisible()
      await page.getByLabel('Email').fill('not an address')
      await page.getByRole('button', { name: 'Create account' }).click()
      await expect(page.getByText('Must be an email address')).toBeVisible()
      await inspect(page, 'register')

      await page.goto(`/invite/${server.inviteCode}`)
      await expect(page.getByRole('heading', { name: 'Friends of tea' })).toBeVisible()
      await inspect(page, 'invite')
      await page.goto('/invite/gone')
      await expect(page.getByRole('heading', { name: 'This invite does not work any more' })).toBeVisible()
      await inspect(page, 'invite-dead')
      await page.goto('/nowhere')
      await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
      await inspect(page, 'not-found')
    })

    test('a server and its chat are accessible', async ({ newPerson }) => {
      test.slow()
      const ana = await newPerson('Ana Lovelace', options)
      const ben = await newPerson('Ben')
      const cleo = await newPerson('Cleopatra of a long name')
      const { page } = ana
      await page.goto('/')
      await expect(page.getByRole('heading', { name: 'Hello, Ana Lovelace' })).toBeVisible()
      await inspect(page, 'home-newcomer')

      const { server, channelId, path } = await meet('Friends of tea', ana, ben, cleo)
      const makeChannel = (name: string, topic?: string) =>
        ana.api.createChannel({ params: { serverId: server.id }, body: { name, topic } })
      const sailing = await makeChannel('sailing', 'Wind, water and where we meet')
      await makeChannel('a-channel-with-a-name-that-is-longer-than-there-is-room-for')
      await page.goto(`/channels/${server.id}`)
      await openChannel(page, 'a-channel')
      await expect(page.getByRole('heading', { name: /^Welcome to/ })).toBeVisible()
      await inspect(page, 'channel-empty')

      await ben.page.goto(path)
      for (const content of ['Good morning!', formatted, 'Who is coming?', 'word '.repeat(120)])
        await send(ben.page, content)
      await cleo.api.sendMessage({ params: { channelId }, body: { content: 'Me, with https://example.org/cake' } })
      await ben.api.sendMessage({ params: { channelId: sailing.id }, body: { content: 'News' } })
      const connection = await intercept(page)
      await page.goto(`/channels/${server.id}`)
      await openChannel(page, 'general')
      await send(page, 'I am in')
      await expect(message(page, 'I am in')).toBeVisible()
      await composer(ben.page).pressSequentially('Great')
      await expect(page.getByText('Ben is typing…')).toBeVisible()
      await inspect(page, 'channel')

      await openActions(page, 'I am in')
      await expect(page.getByRole('button', { name: 'Edit' })).toBeVisible()
      await inspect(page, 'message-actions')
      await page.getByRole('button', { name: 'Edit' }).click()
      await inspect(page, 'message-edit')
      await page.getByRole('textbox', { name: 'Edit message' }).press('Escape')
      await (await openActions(page, 'I am in')).getByRole('button', { name: 'Delete' }).click()
      await inspect(page, 'message-delete')
      await page.getByRole('button', { name: 'Cancel' }).click()
      connection.refuse('forbidden', 'You may not do that')
      await send(page, 'Nobody may hear this')
      await expect(pendingMessage(page, 'Nobody may hear this')).toContainText('Not sent')
      await inspect(page, 'message-failed')
      connection.accept()

      const members = await openMembers(page)
      await inspect(page, 'members')
      await members.getByRole('button', { name: /^Ben/ }).click()
      await expect(page.getByRole('dialog', { name: 'Profile of Ben' })).toContainText('Here since')
      await inspect(page, 'profile-card')
      await page.keyboard.press('Escape')
      await closeMembers(page)

      await backToList(page)
      await inspect(page, 'channel-list')
      await page.getByRole('button', { name: 'Friends of tea' }).click()
      await inspect(page, 'server-menu')
      await page.getByRole('menuitem', { name: 'Invite people' }).click()
      await inspect(page, 'invite-dialog')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Create channel' }).click()
      await inspect(page, 'create-channel')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Add a server' }).click()
      await inspect(page, 'add-server')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /Change your status$/ }).click()
      await inspect(page, 'own-menu')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Jump to a channel or person' }).click()
      await page.getByRole('combobox').fill('ben')
      await expect(page.getByRole('option', { name: /Ben/ }).first()).toBeVisible()
      await inspect(page, 'quick-switcher')
    })

    test('conversations are accessible', async ({ newPerson, problems }) => {
      const ana = await newPerson('Ana', options)
      const ben = await newPerson('Ben')
      const cleo = await newPerson('Cleo')
      const { page } = ana
      await page.goto('/conversations')
      await page.getByRole('button', { name: 'New conversation' }).first().click()
      await page.getByRole('combobox', { name: 'People' }).fill(ben.user.username)
      await page.getByRole('option', { name: ben.user.username }).click()
      await page.getByRole('combobox', { name: 'People' }).fill(cleo.user.username)
      await expect(page.getByRole('option', { name: cleo.user.username })).toBeVisible()
      await inspect(page, 'new-conversation')
      await page.getByRole('option', { name: cleo.user.username }).click()
      await page.getByRole('button', { name: 'Start group' }).click()
      await send(page, 'Hello, both of you')
      await page.getByRole('button', { name: 'More' }).click()
      await inspect(page, 'group-menu')
      await page.keyboard.press('Escape')

      const { id } = await ben.api.createConversation({ body: { userId: ana.user.id } })
      await ben.api.sendConversationMessage({ params: { conversationId: id }, body: { content: 'Psst' } })
      await openHome(page)
      await expect(page.getByRole('link', { name: /^Ben.*1 unread/ })).toBeVisible()
      await inspect(page, 'conversations')
      await page.getByRole('link', { name: /^Ben.*1 unread/ }).click()
      await expect(message(page, 'Psst')).toBeVisible()
      problems.expect(/ERR_INTERNET_DISCONNECTED/)
      await page.context().setOffline(true)
      await expect(page.getByText('You are offline.')).toBeVisible()
      await send(page, 'Are you still there?')
      await inspect(page, 'conversation-offline')
      await page.context().setOffline(false)
      await expect(message(page, 'Are you still there?')).toBeVisible()
    })

    test('settings are accessible', async ({ newPerson, newDevice, problems }) => {
      problems.expect(/^404 /)
      const ana = await newPerson('Ana', options)
      const ben = await newPerson('Ben')
      await newDevice(ana)
      const { server } = await meet('Friends of tea', ana, ben)
      const { page } = ana
      for (const section of ['profile', 'account', 'sessions', 'appearance']) {
        await page.goto(`/settings/${section}`)
        await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
        await inspect(page, `settings-${section}`)
      }
      for (const section of ['overview', 'invite', 'channels', 'members']) {
        await page.goto(`/servers/${server.id}/settings/${section}`)
        await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
        await inspect(page, `server-${section}`)
      }
      if (isPhone(page)) {
        await page.goto('/settings')
        await expect(page.getByRole('link', { name: 'Profile' })).toBeVisible()
        await inspect(page, 'settings')
      }
      await page.goto('/channels/1')
      await expect(page.getByText('You cannot see this server')).toBeVisible()
      await inspect(page, 'server-missing')
    })
  })
}
