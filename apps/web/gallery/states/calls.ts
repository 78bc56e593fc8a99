import { expect } from '@playwright/test'
import { prepareCaller } from '../../e2e/support/calls.ts'
import type { States } from '../state.ts'

/** Voice and video. */
export const calls: States = {
  'voice-channel': { at: ({ pathOf }) => pathOf('Studio') },
  'voice-channel-empty': { at: ({ pathOf }) => pathOf('Green room') },
  call: {
    at: ({ pathOf }) => pathOf('Green room'),
    async act({ page, openAsJonas, community }) {
      const other = await openAsJonas()
      await prepareCaller(other)
      await other.goto(community.pathOf('Green room'))
      await other.getByRole('button', { name: 'Join' }).click()
      await other.getByRole('button', { name: /camera/i }).click()
      await page.getByRole('button', { name: 'Join' }).click()
      await expect(page.locator('video').first()).toBeVisible()
    },
  },
  'call-elsewhere': {
    at: ({ pathOf }) => pathOf('Green room'),
    async act({ page, community }) {
      await page.getByRole('button', { name: 'Join' }).click()
      await expect(page.getByRole('toolbar', { name: 'Call' })).toBeVisible()
      await page.goto(community.pathOf('general'))
      await expect(page.getByRole('region', { name: 'Your call' })).toBeVisible()
    },
  },
  'call-ringing': {
    at: '/conversations',
    async act({ page, openAsJonas, community }) {
      const other = await openAsJonas()
      await other.goto(community.conversationPath('Jonas Weil'))
      await other.getByRole('button', { name: 'Call' }).click()
      await expect(page.getByRole('alert', { name: 'Incoming call' })).toBeVisible()
    },
  },
}
