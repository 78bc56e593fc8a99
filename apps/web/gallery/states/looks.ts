import { backToList } from '../../e2e/support/chat.ts'
import type { Community } from '../../e2e/support/community.ts'
import type { State, States } from '../state.ts'

const general = ({ pathOf }: Community) => pathOf('general')

/** Pages that tell whether a look holds everywhere. */
const pages: Record<string, State> = {
  channel: { at: general },
  home: { at: '/conversations' },
  settings: { at: '/settings/appearance' },
}

const inLook = (look: string, differing: State): [string, State][] =>
  Object.entries(pages).map(([name, state]) => [`${name}-${look}`, { ...state, ...differing }])

/** High contrast, compact, and in Spanish. */
export const looks: States = {
  ...Object.fromEntries([
    ...inLook('high-contrast', { appearance: { contrast: 'more' } }),
    // Fingers need as much room as ever.
    ...inLook('compact', { appearance: { density: 'compact' }, only: 'desktop' }),
    ...inLook('spanish', { appearance: { locale: 'es' } }),
  ]),
  'login-spanish': { signedOut: true, at: '/login', appearance: { locale: 'es' } },
  'first-run-spanish': { signedOut: true, before: ({ signUp }) => signUp(), at: '/', appearance: { locale: 'es' } },
  'settings-notifications-spanish': { at: '/settings/notifications', appearance: { locale: 'es' } },
  'settings-voice-spanish': { at: '/settings/voice', appearance: { locale: 'es' } },
  'settings-profile-spanish': { at: '/settings/profile', appearance: { locale: 'es' } },
  'server-settings-spanish': {
    at: ({ serverId }) => `/servers/${serverId}/settings/overview`,
    appearance: { locale: 'es' },
  },
  'shortcuts-spanish': {
    at: general,
    appearance: { locale: 'es' },
    act: ({ page }) => page.keyboard.press('Control+/'),
  },
  'server-menu-spanish': {
    at: ({ serverId }) => `/channels/${serverId}`,
    appearance: { locale: 'es' },
    async act({ page }) {
      await backToList(page)
      await page.getByRole('button', { name: 'Harbour Radio' }).click()
    },
  },
}
