import { expect } from '@playwright/test'
import type { States } from '../state.ts'

const sections = ['profile', 'account', 'sessions', 'voice', 'call-check', 'appearance', 'notifications']
const serverSections = ['overview', 'invite', 'channels', 'members']

/** Settings, one's own and a server's. */
export const settings: States = {
  settings: { only: 'phone', at: '/settings' },
  ...Object.fromEntries(sections.map((name) => [`settings-${name}`, { at: `/settings/${name}` }])),
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
  'server-deleting': {
    at: ({ serverId }) => `/servers/${serverId}/settings/overview`,
    async act({ page }) {
      await page.getByRole('button', { name: /^Delete/ }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
}
