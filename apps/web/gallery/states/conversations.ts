import { expect } from '@playwright/test'
import type { States } from '../state.ts'

/** Conversations, and beginning them. */
export const conversations: States = {
  'first-run': { signedOut: true, before: ({ signUp }) => signUp(), at: '/' },
  home: { at: '/conversations' },
  conversation: { at: ({ conversationPath }) => conversationPath('Jonas Weil') },
  group: { at: ({ conversationPath }) => conversationPath('Soup and rehearsal') },
  'group-people': {
    at: ({ conversationPath }) => conversationPath('Soup and rehearsal'),
    async act({ page }) {
      await page.getByRole('button', { name: 'People in this group' }).click()
    },
  },
  'group-menu': {
    at: ({ conversationPath }) => conversationPath('Soup and rehearsal'),
    async act({ page }) {
      await page.getByRole('button', { name: 'More' }).click()
    },
  },
  'new-conversation': {
    at: '/conversations',
    async act({ page }) {
      await page.getByRole('button', { name: 'New conversation' }).click()
      await page.getByRole('combobox').fill('wr')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
}
