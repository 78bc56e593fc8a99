import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { serversQuery } from '../features/server/server-queries.ts'
import { selfQuery } from '../features/user/user-queries.ts'
import { keys } from '../realtime/query-keys.ts'
import { ErrorPage, NotFoundPage, PATIENCE, PendingPage } from './fallback-pages.tsx'
import { ownPath } from './own-path.ts'
import { isSignedOut, readSessionEnd, type SessionEnd } from './session.ts'

interface RouterContext {
  queryClient: QueryClient
}

interface AuthSearch {
  /** Where to go after signing in. */
  next?: string | undefined
  /** Why the session before this one ended. */
  ended?: SessionEnd | undefined
}

function validateAuthSearch(search: Record<string, unknown>): AuthSearch {
  // The router keeps what the address has under a name that is left out.
  return { next: ownPath(search.next), ended: readSessionEnd(search.ended) }
}

async function requireSession({ context, location }: { context: RouterContext; location: { href: string } }) {
  try {
    await context.queryClient.ensureQueryData(selfQuery)
  } catch (error) {
    if (!isSignedOut(error)) throw error
    throw redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.href }, replace: true })
  }
}

function skipWhenSignedIn({ context, search }: { context: RouterContext; search: AuthSearch }) {
  if (context.queryClient.getQueryData(keys.self)) throw redirect({ to: search.next ?? '/', replace: true })
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet })

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: validateAuthSearch,
  beforeLoad: skipWhenSignedIn,
  component: lazyRouteComponent(() => import('../features/auth/login-page.tsx'), 'LoginPage'),
})
const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: validateAuthSearch,
  beforeLoad: skipWhenSignedIn,
  component: lazyRouteComponent(() => import('../features/auth/register-page.tsx'), 'RegisterPage'),
})
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite/$code',
  component: lazyRouteComponent(() => import('../features/invite/invite-page.tsx'), 'InvitePage'),
})

/** Everything behind the sign-in: the rail, and the live connection. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: requireSession,
  loader: ({ context }) => void context.queryClient.prefetchQuery(serversQuery),
  component: lazyRouteComponent(() => import('./app-shell.tsx'), 'AppShell'),
})
const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/conversations', replace: true })
  },
})

const conversations = createRoute({
  getParentRoute: () => signedIn,
  path: '/conversations',
  component: lazyRouteComponent(() => import('./home-layout.tsx'), 'HomeLayout'),
})
const conversationsIndex = createRoute({
  getParentRoute: () => conversations,
  path: '/',
  component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
})
const conversation = createRoute({
  getParentRoute: () => conversations,
  path: '$conversationId',
  component: lazyRouteComponent(() => import('./conversation-page.tsx'), 'ConversationPage'),
})
/** The conversation's page, at one of its messages. */
const conversationMessage = createRoute({ getParentRoute: () => conversation, path: '$messageId' })

const server = createRoute({
  getParentRoute: () => signedIn,
  path: '/channels/$serverId',
  component: lazyRouteComponent(() => import('../features/server/server-layout.tsx'), 'ServerLayout'),
})
const serverIndex = createRoute({
  getParentRoute: () => server,
  path: '/',
  component: lazyRouteComponent(() => import('../features/server/server-index.tsx'), 'ServerIndex'),
})
const channel = createRoute({
  getParentRoute: () => server,
  path: '$channelId',
  component: lazyRouteComponent(() => import('../features/channel/channel-page.tsx'), 'ChannelPage'),
})
/** The channel's page, at one of its messages. */
const channelMessage = createRoute({ getParentRoute: () => channel, path: '$messageId' })

const serverSettings = createRoute({
  getParentRoute: () => signedIn,
  path: '/servers/$serverId/settings',
  component: lazyRouteComponent(() => import('../features/server/server-settings-layout.tsx'), 'ServerSettingsLayout'),
})
const serverSettingsSections = [
  createRoute({
    getParentRoute: () => serverSettings,
    path: 'overview',
    component: lazyRouteComponent(() => import('../features/server/overview-section.tsx'), 'OverviewSection'),
  }),
  createRoute({
    getParentRoute: () => serverSettings,
    path: 'invite',
    component: lazyRouteComponent(() => import('../features/invite/invite-section.tsx'), 'InviteSection'),
  }),
  createRoute({
    getParentRoute: () => serverSettings,
    path: 'channels',
    component: lazyRouteComponent(() => import('../features/channel/channels-section.tsx'), 'ChannelsSection'),
  }),
  createRoute({
    getParentRoute: () => serverSettings,
    path: 'members',
    component: lazyRouteComponent(() => import('../features/member/members-section.tsx'), 'MembersSection'),
  }),
] as const

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-layout.tsx'), 'SettingsLayout'),
})
const settingsSections = [
  createRoute({
    getParentRoute: () => settings,
    path: 'profile',
    component: lazyRouteComponent(() => import('../features/settings/profile-section.tsx'), 'ProfileSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'account',
    component: lazyRouteComponent(() => import('../features/settings/account-section.tsx'), 'AccountSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'sessions',
    component: lazyRouteComponent(() => import('../features/settings/sessions-section.tsx'), 'SessionsSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'voice',
    component: lazyRouteComponent(() => import('../features/call/voice-section.tsx'), 'VoiceSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'call-check',
    component: lazyRouteComponent(() => import('../features/call/doctor/call-check-section.tsx'), 'CallCheckSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'appearance',
    component: lazyRouteComponent(() => import('../features/settings/appearance-section.tsx'), 'AppearanceSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'notifications',
    component: lazyRouteComponent(
      () => import('../features/notification/notifications-section.tsx'),
      'NotificationsSection',
    ),
  }),
] as const

const routeTree = root.addChildren([
  login,
  register,
  invite,
  signedIn.addChildren([
    home,
    conversations.addChildren([conversationsIndex, conversation.addChildren([conversationMessage])]),
    server.addChildren([serverIndex, channel.addChildren([channelMessage])]),
    serverSettings.addChildren(serverSettingsSections),
    settings.addChildren(settingsSections),
  ]),
])

/** The app's pages and who may see them. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingMs: PATIENCE,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
