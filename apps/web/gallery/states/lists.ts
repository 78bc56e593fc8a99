import { expect } from '@playwright/test'
import { backToList, isPhone, openMembers } from '../../e2e/support/chat.ts'
import { addChannels, addServers, fillServer } from '../../e2e/support/crowd.ts'
import { meet } from '../../e2e/support/scene.ts'
import { longPress } from '../../e2e/support/touch.ts'
import type { States } from '../state.ts'

/** Lists of any length, their menus, and getting about. */
export const lists: States = {
  'server-new': {
    signedOut: true,
    async before({ page, signUp }) {
      await page.goto((await meet('Harbour Radio', await signUp())).path)
    },
  },
  'members-10000': {
    signedOut: true,
    async before({ app, signUp, page }) {
      const self = await signUp()
      const { server, path } = await meet('Harbour Radio', self)
      await fillServer(app, server.id, 10_000)
      await page.goto(path)
    },
    async act({ page }) {
      const members = await openMembers(page)
      await expect(members.getByRole('heading', { name: 'Offline — 10,000' })).toBeVisible()
    },
  },
  'servers-100': {
    signedOut: true,
    async before({ app, signUp, page }) {
      const self = await signUp()
      await addServers(app, self.user.id, 100)
      await page.goto(`/channels/${(await self.api.listServers()).at(40)?.id}`)
    },
  },
  'channels-500': {
    signedOut: true,
    async before({ app, signUp, page }) {
      const self = await signUp()
      const { server, path } = await meet('Harbour Radio', self)
      await addChannels(app, server.id, 499)
      await page.goto(isPhone(page) ? `/channels/${server.id}` : path)
    },
  },
  'server-menu': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await backToList(page)
      await page.getByRole('button', { name: 'Harbour Radio' }).click()
    },
  },
  'channel-menu': {
    at: ({ serverId }) => `/channels/${serverId}`,
    async act({ page }) {
      const channel = page.getByRole('link', { name: 'schedule' })
      const menu = page.getByRole('menu')
      if (isPhone(page)) await longPress(channel, () => expect(menu).toBeVisible())
      else await channel.click({ button: 'right' })
      await expect(menu).toBeVisible()
      if (!isPhone(page)) await menu.getByRole('menuitem', { name: 'Notifications' }).click()
    },
  },
  'status-menu': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await backToList(page)
      await page
        .getByRole('region', { name: 'You' })
        .getByRole('button', { name: /^Mira Castell/ })
        .click()
    },
  },
  'add-server': {
    at: '/conversations',
    async act({ page }) {
      await page.getByRole('button', { name: 'Add a server' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  'server-leaving': {
    at: ({ pathOf }) => pathOf('عام', 'ملتقى القراءة'),
    async act({ page }) {
      await backToList(page)
      await page.getByRole('button', { name: 'ملتقى القراءة' }).click()
      await page.getByRole('menuitem', { name: 'Leave server' }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
  'invite-dialog': {
    at: ({ serverId }) => `/channels/${serverId}`,
    async act({ page }) {
      await page.getByRole('button', { name: 'Harbour Radio' }).click()
      await page.getByRole('menuitem', { name: 'Invite people' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  'create-channel': {
    at: ({ serverId }) => `/channels/${serverId}`,
    async act({ page }) {
      await page.getByRole('button', { name: 'Create channel' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  'edit-channel': {
    at: ({ serverId }) => `/servers/${serverId}/settings/channels`,
    async act({ page }) {
      await page.getByRole('button', { name: 'Options for schedule' }).click()
      await page.getByRole('menuitem', { name: 'Edit channel' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  'delete-channel': {
    at: ({ serverId }) => `/servers/${serverId}/settings/channels`,
    async act({ page }) {
      await page.getByRole('button', { name: 'Options for schedule' }).click()
      await page.getByRole('menuitem', { name: 'Delete channel' }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
  'names-long': {
    signedOut: true,
    async before({ page, signUp, newPerson }) {
      const name = `نادي الشاي ☕ ${'and-everything-that-goes-with-it-'.repeat(3)}`.slice(0, 100)
      const self = await signUp()
      const amina = await newPerson('أمينة 🌊 of the lighthouse 2.0')
      const { server } = await meet(name, self, amina)
      const { id: channelId } = await self.api.createChannel({ params: { serverId: server.id }, body: { name } })
      const say = (content: string) => amina.api.sendMessage({ params: { channelId }, body: { content } })
      await say(`مرحبا! <@${self.user.id}>, see <#${channelId}> at https://example.org/${'a'.repeat(200)}`)
      await page.goto(`/channels/${server.id}/${channelId}`)
      await expect(page.getByText('مرحبا')).toBeVisible()
    },
  },
  'quick-switcher': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  'quick-switcher-found': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('ge')
      await expect(page.getByRole('option', { name: /gear/ })).toBeVisible()
    },
  },
  'quick-switcher-nothing': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('zzz')
      await expect(page.getByText('Nothing and nobody is called that.')).toBeVisible()
    },
  },
  shortcuts: {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await page.keyboard.press('Control+/')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
}
