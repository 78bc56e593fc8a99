import { expect } from '@playwright/test'
import type { State, States } from '../state.ts'

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
  ...Object.fromEntries(
    ['Rename group', 'Add people', 'Leave group'].map((name): [string, State] => [
      name.toLowerCase().replace(' ', '-'),
      {
        at: ({ conversationPath }) => conversationPath('Soup and rehearsal'),
        async act({ page }) {
          await page.getByRole('button', { name: 'More' }).click()
          await page.getByRole('menuitem', { name }).click()
          await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible()
        },
      },
    ]),
  ),
  'new-conversation': {
    at: '/conversations',
    async act({ page }) {
      await page.getByRole('button', { name: 'New conversation' }).click()
      await page.getByRole('combobox').fill('wr')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
}
