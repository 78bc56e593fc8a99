import type { QueryClient } from '@tanstack/react-query'
import { serversQuery } from '../features/server/server-queries.ts'
import { selfQuery } from '../features/user/user-queries.ts'
import { keys } from '../realtime/query-keys.ts'
import { PendingPage } from './fallback-pages.tsx'
import { conversationsPath, homePath, loginPath, type ServerSection, type SettingsSection } from './paths.ts'
import { type LazyPage, latePage, lazyPage } from './router/lazy-page.ts'
import type { Route } from './router/router.ts'
import { isSignedOut, readAuthSearch } from './session.ts'
import {
  ChatStandIn,
  HomePageStandIn,
  ListStandIn,
  SectionStandIn,
  ServerIndexStandIn,
  SettingsStandIn,
  ShellStandIn,
} from './stand-ins.tsx'

const login = lazyPage(() => import('../features/auth/login-page.tsx').then((module) => module.LoginPage), PendingPage)
const register = lazyPage(
  () => import('../features/auth/register-page.tsx').then((module) => module.RegisterPage),
  PendingPage,
)
const invite = lazyPage(
  () => import('../features/invite/invite-page.tsx').then((module) => module.InvitePage),
  PendingPage,
)

/** Around everything behind the sign-in: the rail, and the live connection. */
const shell = lazyPage(() => import('./app-shell.tsx').then((module) => module.AppShell), ShellStandIn)

const home = lazyPage(() => import('./home-layout.tsx').then((module) => module.HomeLayout), ListStandIn)
const homePage = lazyPage(() => import('./home-page.tsx').then((module) => module.HomePage), HomePageStandIn)
const conversation = lazyPage(
  () => import('./conversation-page.tsx').then((module) => module.ConversationPage),
  ChatStandIn,
)

const server = lazyPage(
  () => import('../features/server/server-layout.tsx').then((module) => module.ServerLayout),
  ListStandIn,
)
const serverIndex = lazyPage(
  () => import('../features/server/server-index.tsx').then((module) => module.ServerIndex),
  ServerIndexStandIn,
)
const channel = lazyPage(
  () => import('../features/channel/channel-page.tsx').then((module) => module.ChannelPage),
  ChatStandIn,
)

const serverSettings = latePage(
  () => import('../features/server/server-settings-layout.tsx').then((module) => module.ServerSettingsLayout),
  SettingsStandIn,
)
const serverSections = {
  overview: latePage(
    () => import('../features/server/overview-section.tsx').then((module) => module.OverviewSection),
    SectionStandIn,
  ),
  invite: latePage(
    () => import('../features/invite/invite-section.tsx').then((module) => module.InviteSection),
    SectionStandIn,
  ),
  channels: latePage(
    () => import('../features/channel/channels-section.tsx').then((module) => module.ChannelsSection),
    SectionStandIn,
  ),
  members: latePage(
    () => import('../features/member/members-section.tsx').then((module) => module.MembersSection),
    SectionStandIn,
  ),
} satisfies Record<ServerSection, LazyPage>

const settings = latePage(
  () => import('../features/settings/settings-layout.tsx').then((module) => module.SettingsLayout),
  SettingsStandIn,
)
const sections = {
  profile: latePage(
    () => import('../features/settings/profile-section.tsx').then((module) => module.ProfileSection),
    SectionStandIn,
  ),
  account: latePage(
    () => import('../features/settings/account-section.tsx').then((module) => module.AccountSection),
    SectionStandIn,
  ),
  sessions: latePage(
    () => import('../features/settings/sessions-section.tsx').then((module) => module.SessionsSection),
    SectionStandIn,
  ),
  voice: latePage(
    () => import('../features/call/voice-section.tsx').then((module) => module.VoiceSection),
    SectionStandIn,
  ),
  'call-check': latePage(
    () => import('../features/call/doctor/call-check-section.tsx').then((module) => module.CallCheckSection),
    SectionStandIn,
  ),
  appearance: latePage(
    () => import('../features/settings/appearance-section.tsx').then((module) => module.AppearanceSection),
    SectionStandIn,
  ),
  notifications: latePage(
    () => import('../features/notification/notifications-section.tsx').then((module) => module.NotificationsSection),
    SectionStandIn,
  ),
} satisfies Record<SettingsSection, LazyPage>

/** The app's pages and who may see them. The first pattern that fits counts. */
export function createRoutes(queryClient: QueryClient): Route[] {
  function skipWhenSignedIn(): string | undefined {
    if (!queryClient.getQueryData(keys.self)) return undefined
    return readAuthSearch(location.search).next ?? homePath
  }

  async function fetchSession(href: string): Promise<string | undefined> {
    try {
      await queryClient.ensureQueryData(selfQuery)
      void queryClient.prefetchQuery(serversQuery)
      return undefined
    } catch (error) {
      if (!isSignedOut(error)) throw error
      return loginPath(href === homePath ? {} : { next: href })
    }
  }

  /** Without waiting where it is known already who this is: what is there is shown at once. */
  const requireSession = (href: string) => (queryClient.getQueryData(keys.self) ? undefined : fetchSession(href))

  const signedIn = (pattern: string, ...pages: LazyPage[]): Route => ({
    pattern,
    pages: [shell, ...pages],
    enter: requireSession,
  })

  return [
    { pattern: '/login', pages: [login], enter: skipWhenSignedIn },
    { pattern: '/register', pages: [register], enter: skipWhenSignedIn },
    { pattern: '/invite/:code', pages: [invite] },

    { pattern: '/', pages: [], enter: async (href) => (await requireSession(href)) ?? conversationsPath },
    signedIn('/conversations', home, homePage),
    signedIn('/conversations/:conversationId/:messageId?', home, conversation),

    signedIn('/channels/:serverId', server, serverIndex),
    signedIn('/channels/:serverId/:channelId/:messageId?', server, channel),

    ...Object.entries(serverSections).map(([name, section]) =>
      signedIn(`/servers/:serverId/settings/${name}`, serverSettings, section),
    ),
    signedIn('/servers/:serverId/settings/*?', serverSettings),

    ...Object.entries(sections).map(([name, section]) => signedIn(`/settings/${name}`, settings, section)),
    signedIn('/settings/*?', settings),
  ]
}
