import { t } from '@lingui/core/macro'
import { CallHost } from '../features/call/call-host.tsx'
import { ServerRail } from '../features/server/server-rail.tsx'
import { useSelf } from '../features/user/user-queries.ts'
import { RealtimeProvider } from '../realtime/realtime-provider.tsx'
import { classNames } from '../ui/class-names.ts'
import { soonPart } from '../ui/lazy-part.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { useLastPlace } from './last-place.ts'
import { useRecentPlaces } from './recent-places.ts'
import { RouteAnnouncer } from './route-announcer.tsx'
import { Outlet } from './router/outlet.tsx'
import { leaveSession } from './session.ts'
import { ShellDialogs } from './shell-dialogs.tsx'
import { useIsFullWidth } from './stand-ins.tsx'
import { useShortcuts } from './use-shortcuts.ts'

const LostDrafts = soonPart(() =>
  import('../features/message/composer/lost-drafts.tsx').then((module) => module.LostDrafts),
)
const Notifications = soonPart(() =>
  import('../features/notification/notifications.ts').then((module) => module.Notifications),
)

/** Listens to the keyboard, calls for attention, and says where one is; inside of the live connection. */
function Attentive() {
  useShortcuts()
  useRecentPlaces()
  useLastPlace()
  return (
    <>
      <ShellDialogs />
      <RouteAnnouncer />
      <Notifications />
      <LostDrafts />
    </>
  )
}

/** What is around every page of a signed-in person: the connection's state, and the rail of servers. */
export function AppShell() {
  const isFullWidth = useIsFullWidth()
  const self = useSelf()
  return (
    <RealtimeProvider selfId={self.id} onSessionEnded={leaveSession}>
      <div className="flex h-dvh flex-col bg-canvas pt-[env(safe-area-inset-top)] pr-[env(safe-area-inset-right)] pl-[env(safe-area-inset-left)]">
        <a
          href="#main"
          className="fixed top-2 left-2 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-2.5 font-medium text-on-accent focus:translate-y-0"
        >
          {t`Skip to content`}
        </a>
        <ConnectionBanner />
        <CallHost />
        <Attentive />
        <div className="flex min-h-0 grow overflow-x-clip">
          <ServerRail className={classNames(isFullWidth && 'max-md:hidden')} />
          <Outlet />
        </div>
      </div>
    </RealtimeProvider>
  )
}
