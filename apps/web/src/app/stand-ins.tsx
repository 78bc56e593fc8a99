import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { MessageShapes } from '../features/message/message-list-skeleton.tsx'
import { classNames } from '../ui/class-names.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { PendingPage } from './fallback-pages.tsx'
import { Outlet } from './router/outlet.tsx'
import { usePlace } from './router/place.ts'

/** On small screens these take the whole width: an open chat, and settings. Lists keep the rail beside them. */
const fullWidth = /^\/(channels\/[^/]+\/.|conversations\/.|settings|servers\/)/

/** Whether the page of the address takes the whole width of a small screen. */
export function useIsFullWidth(): boolean {
  return usePlace(({ pathname }) => fullWidth.test(pathname))
}

/** Says to those who do not see shapes that something is coming. */
function Loading() {
  return (
    <span role="status" className="sr-only">
      {t`Loading`}
    </span>
  )
}

/** Stands in for the shell: the rail, and the page. */
export function ShellStandIn() {
  const isFullWidth = useIsFullWidth()
  return (
    <div className="flex h-dvh bg-canvas pt-[env(safe-area-inset-top)] pr-[env(safe-area-inset-right)] pl-[env(safe-area-inset-left)]">
      <div
        className={classNames(
          'flex w-18 shrink-0 flex-col items-center gap-2 bg-rail pt-4',
          isFullWidth && 'max-md:hidden',
        )}
      >
        {[0, 1, 2, 3].map((index) => (
          <Skeleton key={index} className="size-12 rounded-[30%]" />
        ))}
      </div>
      <Outlet />
    </div>
  )
}

/** Stands in for a list and for what is open beside it; on small screens for one of them. */
export function ListStandIn() {
  const isPageOpen = usePlace(({ params }) => params.channelId !== undefined || params.conversationId !== undefined)
  return (
    <>
      <Column hiddenWhenNarrow={isPageOpen} />
      <div className={classNames('flex min-w-0 grow flex-col', !isPageOpen && 'max-md:hidden')}>
        <Outlet />
      </div>
    </>
  )
}

/** Stands in for settings: the list of sections, and the open one; on small screens one of them. */
export function SettingsStandIn({ section = <Outlet /> }: { section?: ReactNode }) {
  const isSectionOpen = usePlace(({ pathname }) => !pathname.endsWith('/settings'))
  return (
    <>
      <Column hiddenWhenNarrow={isSectionOpen} />
      <div className={classNames('min-w-0 grow px-5 pt-18 md:px-8 md:pt-10', !isSectionOpen && 'max-md:hidden')}>
        <div className="mx-auto w-full max-w-4xl">{section}</div>
      </div>
    </>
  )
}

function Column({ hiddenWhenNarrow }: { hiddenWhenNarrow: boolean }) {
  return (
    <div
      className={classNames(
        'flex flex-col bg-surface max-md:grow md:w-62 md:shrink-0 md:border-r md:border-line',
        hiddenWhenNarrow && 'max-md:hidden',
      )}
    >
      <div className="flex h-13 shrink-0 items-center border-b border-line px-4">
        <Skeleton className="h-5 w-32" />
      </div>
      <div className="flex flex-col gap-4 p-4">
        {['w-24', 'w-32', 'w-20', 'w-28'].map((width) => (
          <Skeleton key={width} className={`h-4 ${width}`} />
        ))}
      </div>
    </div>
  )
}

/** Stands in for a chat: its header, the messages, and where one will write. */
export function ChatStandIn() {
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col bg-canvas">
      <Loading />
      <div className="flex h-13 shrink-0 items-center border-b border-line px-3 md:px-4">
        <Skeleton className="h-5 w-32" />
      </div>
      <MessageShapes />
      <Skeleton className="mx-4 mb-6 h-11 shrink-0 rounded-xl" />
    </div>
  )
}

/** Stands in for what is beside a server's channels while none is open; small screens show the list alone. */
export function ServerIndexStandIn() {
  return (
    <div className="flex min-w-0 grow max-md:hidden">
      <ChatStandIn />
    </div>
  )
}

/** The same beside the conversations. */
export function HomePageStandIn() {
  return (
    <div className="flex min-w-0 grow max-md:hidden">
      <PendingPage />
    </div>
  )
}

/** Stands in for one section of settings. */
export function SectionStandIn() {
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <Loading />
      <Skeleton className="h-6 w-40" />
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="mt-4 h-11 w-full" />
      <Skeleton className="h-11 w-full" />
    </div>
  )
}
