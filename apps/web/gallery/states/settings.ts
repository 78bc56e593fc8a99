import { expect } from '@playwright/test'
import { paint, pictures } from '../../e2e/support/community-pictures.ts'
import type { States } from '../state.ts'

const sections = ['profile', 'account', 'sessions', 'voice', 'call-check', 'appearance', 'notifications']
const serverSections = ['overview', 'invite', 'channels', 'members']

/** Settings, one's own and a server's. */
export const settings: States = {
  settings: { only: 'phone', at: '/settings' },
  ...Object.fromEntries(sections.map((name) => [`settings-${name}`, { at: `/settings/${name}` }])),
  'settings-call-check-done': {
    at: '/settings/call-check',
    async act({ page }) {
      await page.context().grantPermissions(['camera', 'microphone'])
      await page.getByRole('button', { name: 'Start the check' }).click()
      await expect(page.getByText(/wrong/)).toBeVisible({ timeout: 30_000 })
      await expect(page.getByText('You are heard.')).toBeVisible()
    },
  },
  'settings-picture': {
    at: '/settings/profile',
    async act({ page }) {
      const buffer = Buffer.from(await paint(page, pictures['Night Gardeners']), 'base64')
      const chooser = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: 'Change picture' }).click()
      await (await chooser).setFiles({ name: 'moth.webp', mimeType: 'image/webp', buffer })
      await expect(page.getByRole('application', { name: 'The part that is kept' })).toBeVisible()
    },
  },
  'settings-unsaved': {
    at: '/settings/profile',
    act: ({ page }) => page.getByLabel('Display name').fill('Mira of the Harbour'),
  },
  'server-settings': { only: 'phone', at: ({ serverId }) => `/servers/${serverId}/settings` },
  ...Object.fromEntries(
    serverSections.map((name) => [
      `server-settings-${name}`,
      { at: ({ serverId }: { serverId: string }) => `/servers/${serverId}/settings/${name}` },
    ]),
  ),
  'member-removing': {
    at: ({ serverId }) => `/servers/${serverId}/settings/members`,
    async act({ page }) {
      await page.getByRole('button', { name: /^Remove .*أمينة/ }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
  'server-deleting': {
    at: ({ serverId }) => `/servers/${serverId}/settings/overview`,
    async act({ page }) {
      await page.getByRole('button', { name: /^Delete/ }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
}
