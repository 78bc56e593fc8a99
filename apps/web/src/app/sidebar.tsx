import { type ReactNode, useState } from 'react'
import { setCallDock } from '../features/call/call-dock.ts'
import { UserPanel } from '../features/user/user-panel.tsx'
import { classNames } from '../ui/class-names.ts'
import { useIsNarrow } from '../ui/use-media-query.ts'
import { useSwipe } from '../ui/use-swipe.ts'
import { goTo } from './go-to.ts'
import { type ParamName, useParam } from './router/place.ts'

export interface SidebarProps {
  /** What the list is about, at its top. */
  header: ReactNode
  children: ReactNode
  /** What the address names while a page of the list is open: on small screens it and the list take turns. */
  names: ParamName
  /** The path of the page that was open last, where a swipe to the left leads on small screens. */
  lastPage: (lastId: string | undefined) => string | undefined
}

/** The column between the rail and the page: a header, a list, and oneself at the bottom. */
export function Sidebar({ header, children, names, lastPage }: SidebarProps) {
  const openId = useParam(names)
  const [lastId, setLastId] = useState(openId)
  if (openId !== undefined && openId !== lastId) setLastId(openId)
  // Alone on a small screen it is the page itself.
  const isPage = useIsNarrow() && openId === undefined
  const forward = isPage ? lastPage(lastId) : undefined
  const Frame = isPage ? 'main' : 'div'
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  useSwipe(frame, forward !== undefined ? { left: () => goTo(forward) } : {})
  return (
    <Frame
      ref={setFrame}
      {...(isPage && { id: 'main', tabIndex: -1 })}
      className={classNames(
        'flex min-w-0 swipeable flex-col bg-surface outline-none max-md:grow md:w-62 md:shrink-0 md:border-r md:border-line',
        openId !== undefined && 'max-md:hidden',
      )}
    >
      <div className="flex h-13 shrink-0 items-center border-b border-line">{header}</div>
      <div className="flex min-h-0 grow swipeable flex-col overflow-y-auto">{children}</div>
      <div ref={setCallDock} />
      <UserPanel />
    </Frame>
  )
}
