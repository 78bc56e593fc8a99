import { expect, type Page } from '@playwright/test'
import { composer, isPhone, message, messages, openActions, openMembers } from '../../e2e/support/chat.ts'
import { goOnline } from '../../e2e/support/community.ts'
import { meet } from '../../e2e/support/scene.ts'
import { longPress } from '../../e2e/support/touch.ts'
import type { States } from '../state.ts'

const menu = (page: Page) => page.getByRole('menu')

/** A channel, and what one does in it. */
export const channels: States = {
  channel: { at: ({ pathOf }) => pathOf('general') },
  'channel-list': { only: 'phone', at: ({ serverId }) => `/channels/${serverId}` },
  'channel-new': { at: ({ pathOf }) => pathOf('gear') },
  'channel-unread': { at: ({ pathOf }) => pathOf('schedule') },
  'channel-right-to-left': { at: ({ pathOf }) => pathOf('عام', 'ملتقى القراءة') },
  'channel-topic': {
    at: ({ pathOf }) => pathOf('schedule'),
    async act({ page }) {
      await page.getByRole('button', { name: 'Who is on air, and when' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  'channel-typing': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ app, community, page }) {
      const jonas = await goOnline(app, 'jonas')
      await jonas.request('typing-start', { channelId: community.channelId })
      await expect(page.getByText('Jonas Weil is typing…')).toBeVisible()
      jonas.close()
    },
  },
  'message-actions': {
    at: ({ pathOf }) => pathOf('schedule'),
    act: ({ page }) => openActions(page, 'Friday: jazz'),
  },
  'message-menu': {
    at: ({ conversationPath }) => conversationPath('Jonas Weil'),
    async act({ page }) {
      const target = message(page, 'In the blue drawer')
      if (isPhone(page)) await longPress(target, () => expect(menu(page)).toBeVisible())
      else await target.click({ button: 'right' })
      await expect(menu(page)).toBeVisible()
    },
  },
  'message-editing': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await composer(page).press('ArrowUp')
      await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeVisible()
    },
  },
  'message-edited-elsewhere': {
    signedOut: true,
    async before({ page, signUp }) {
      const { api, ...self } = await signUp()
      const { path, channelId } = await meet('Harbour Radio', { api, ...self })
      const { id: messageId } = await api.sendMessage({ params: { channelId }, body: { content: 'Jazz at eight' } })
      await page.goto(path)
      await expect(message(page, 'Jazz at eight')).toBeVisible()
      await composer(page).press('ArrowUp')
      await page.getByRole('textbox', { name: 'Edit message' }).fill('Jazz at eight, in studio two')
      await api.editMessage({ params: { messageId }, body: { content: 'Jazz at **nine**' } })
      await expect(page.getByText('on another device meanwhile')).toBeVisible()
    },
  },
  'message-deleting': {
    at: ({ conversationPath }) => conversationPath('Jonas Weil'),
    async act({ page }) {
      const own = await openActions(page, 'In the blue drawer')
      await own.getByRole('button', { name: 'Delete' }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
  'message-linked': {
    at: ({ messagePath }) => messagePath('Board two is etched'),
    act: ({ page }) => expect(page.getByRole('button', { name: '24 new messages' })).toBeVisible(),
  },
  'new-messages': {
    at: ({ pathOf }) => pathOf('workbench', 'Tiny Synths'),
    act: ({ page }) => expect(page.getByRole('button', { name: /new messages/ }).first()).toBeVisible(),
  },
  spoiler: {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await messages(page)
        .getByRole('button', { name: /spoiler/i })
        .click()
    },
  },
  'emoji-picker': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await page.getByRole('button', { name: 'Emoji' }).click()
      await expect(page.getByText('Smileys & emotion')).toBeVisible()
    },
  },
  'completion-people': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await composer(page).pressSequentially('Thank you, @')
      await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible()
    },
  },
  'completion-emoji': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await composer(page).pressSequentially('On air :sun')
      await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible()
    },
  },
  'composer-too-long': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await composer(page).fill('Everything that happened on air this year. '.repeat(100))
      await expect(page.getByText(/too many/)).toBeAttached()
    },
  },
  members: { only: 'phone', at: ({ pathOf }) => pathOf('general'), act: ({ page }) => openMembers(page) },
  'member-menu': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      const members = await openMembers(page)
      const ife = members.getByRole('button', { name: /^Ife/ })
      if (isPhone(page)) await longPress(ife, () => expect(menu(page)).toBeVisible())
      else await ife.click({ button: 'right' })
      await expect(menu(page)).toBeVisible()
    },
  },
  'profile-card': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      const members = await openMembers(page)
      await members.getByRole('button', { name: /^Ife/ }).click()
      await expect(page.getByRole('dialog', { name: /^Profile of/ })).toBeVisible()
    },
  },
  'profile-card-long-name': {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      const members = await openMembers(page)
      await members.getByRole('button', { name: /^Rosalind/ }).click()
      await expect(page.getByRole('dialog', { name: /^Profile of/ })).toBeVisible()
    },
  },
}
