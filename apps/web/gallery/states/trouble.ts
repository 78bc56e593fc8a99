import { expect } from '@playwright/test'
import { composer, message, send } from '../../e2e/support/chat.ts'
import { intercept } from '../../e2e/support/live-connection.ts'
import { meet } from '../../e2e/support/scene.ts'
import type { Scene, States } from '../state.ts'

/** Answers requests as an app would that cannot be reached right now. */
const failing =
  (address: string) =>
  ({ page }: Scene) =>
    page.route(address, (route) =>
      route.fulfill({ status: 503, json: { error: { code: 'unavailable', message: 'Try again in a moment' } } }),
    )

/** Never answers requests. */
const hanging =
  (address: string) =>
  ({ page }: Scene) =>
    page.route(address, () => {})

/** What may go wrong, and what is not there yet. */
export const trouble: States = {
  'not-found': { at: '/nowhere' },
  'server-missing': { at: '/channels/1' },
  'channel-missing': { at: ({ serverId }) => `/channels/${serverId}/1` },
  'conversation-missing': { at: '/conversations/1' },
  'loading-app': {
    before: hanging('**/api/auth/me'),
    at: '/',
    loading: true,
    act: ({ page }) => expect(page.getByRole('status')).toBeVisible(),
  },
  'loading-channel': {
    before: hanging('**/api/channels/*/messages*'),
    at: ({ pathOf }) => pathOf('general'),
    loading: true,
    async act({ page }) {
      await expect(page.getByText('Loading messages')).toBeAttached()
      await expect(page.getByRole('heading', { name: 'general', exact: true })).toBeVisible()
    },
  },
  'loading-server': {
    before: hanging('**/api/servers/*'),
    at: ({ pathOf }) => pathOf('general'),
    loading: true,
    act: ({ page }) => expect(page.getByText('Loading channels')).toBeAttached(),
  },
  'loading-home': {
    before: hanging('**/api/conversations'),
    at: '/conversations',
    loading: true,
    act: ({ page }) => expect(page.getByText('Loading conversations')).toBeAttached(),
  },
  'unavailable-app': { before: failing('**/api/auth/me'), at: '/' },
  'unavailable-server': { before: failing('**/api/servers/*'), at: ({ pathOf }) => pathOf('general') },
  'unavailable-messages': {
    before: failing('**/api/channels/*/messages*'),
    at: ({ pathOf }) => pathOf('general'),
    loading: true,
    act: ({ page }) => expect(page.getByRole('button', { name: 'Try again' })).toBeVisible({ timeout: 20_000 }),
  },
  'send-failed': {
    before: async ({ page }) => (await intercept(page)).refuse('forbidden', 'You may not do that'),
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await send(page, 'Nobody may hear this')
      await expect(page.getByText('Not sent')).toBeVisible()
    },
  },
  sending: {
    signedOut: true,
    async before({ page, signUp }) {
      const connection = await intercept(page)
      await page.goto((await meet('Harbour Radio', await signUp())).path)
      await send(page, 'Good evening')
      await expect(message(page, 'Good evening')).toBeVisible()
      connection.hold()
      await send(page, 'Is anybody listening?')
      await expect(page.getByText('Sending…')).toBeAttached()
    },
  },
  offline: {
    at: ({ pathOf }) => pathOf('general'),
    async act({ page }) {
      await page.context().setOffline(true)
      await expect(page.getByText('You are offline.')).toBeVisible()
    },
  },
  reconnecting: {
    before: ({ page }) => page.routeWebSocket(/\/socket\.io\//, (route) => route.close()),
    at: ({ pathOf }) => pathOf('general'),
    act: ({ page }) => expect(page.getByText(/^Conne/)).toBeVisible(),
  },
  'channel-deleted': {
    signedOut: true,
    async before({ signUp, newPerson, page }) {
      const self = await signUp()
      const owner = await newPerson('Ines')
      const { server } = await meet('Harbour Radio', owner, self)
      const { id } = await owner.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
      await page.goto(`/channels/${server.id}/${id}`)
      await composer(page).fill('Who brings the')
      await owner.api.deleteChannel({ params: { channelId: id } })
      await expect(page.getByRole('list', { name: 'Notifications' })).toContainText('was deleted')
    },
  },
  'kicked-out': {
    signedOut: true,
    async before({ signUp, newPerson, page }) {
      const self = await signUp()
      const owner = await newPerson('Ines')
      const { server, path } = await meet('Harbour Radio', owner, self)
      await page.goto(path)
      await expect(composer(page)).toBeVisible()
      await owner.api.removeMember({ params: { serverId: server.id, userId: self.user.id } })
      await expect(composer(page)).toBeHidden()
    },
  },
  'message-missing': {
    at: ({ pathOf }) => `${pathOf('general')}/1`,
    act: ({ page }) => expect(page.getByRole('list', { name: 'Notifications' })).not.toBeEmpty(),
  },
}
