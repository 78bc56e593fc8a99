import { Outlet, useLocation } from '@tanstack/react-router'
import { CallHost } from '../features/call/call-host.tsx'
import { ServerRail } from '../features/server/server-rail.tsx'
import { useSelf } from '../features/user/user-queries.ts'
import { RealtimeProvider } from '../realtime/realtime-provider.tsx'
import { classNames } from '../ui/class-names.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { useLastPlace } from './last-place.ts'
import { QuickSwitcherKey } from './quick-switcher-key.tsx'
import { leaveSession } from './session.ts'

/** On small screens these take the whole width: an open chat, and settings. Lists keep the rail beside them. */
const fullWidth = /^\/(channels\/[^/]+\/.|conversations\/.|settings|servers\/)/

/** What is around every page of a signed-in person: the connection's state, and the rail of servers. */
export function AppShell() {
  const pathname = useLocation({ select: (location) => location.pathname })
  const self = useSelf()
  useLastPlace()
  return (
    <RealtimeProvider selfId={self.id} onSessionEnded={leaveSession}>
      <div className="flex h-dvh flex-col">
        <a
          href="#main"
          className="fixed top-2 left-2 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-2.5 font-medium text-on-accent focus:translate-y-0"
        >
          Skip to content
        </a>
        <ConnectionBanner />
        <CallHost />
        <div className="flex min-h-0 grow">
          <ServerRail className={classNames(fullWidth.test(pathname) && 'max-md:hidden')} />
          <Outlet />
        </div>
        <QuickSwitcherKey />
      </div>
    </RealtimeProvider>
  )
}
