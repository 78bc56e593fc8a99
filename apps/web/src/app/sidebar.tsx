import type { ReactNode } from 'react'
import { UserPanel } from '../features/user/user-panel.tsx'
import { classNames } from '../ui/class-names.ts'
import { useIsNarrow } from '../ui/use-media-query.ts'

export interface SidebarProps {
  /** What the list is about, at its top. */
  header: ReactNode
  children: ReactNode
  /** On small screens a page and its list take turns. */
  hiddenWhenNarrow: boolean
}

/** The column between the rail and the page: a header, a list, and oneself at the bottom. */
export function Sidebar({ header, children, hiddenWhenNarrow }: SidebarProps) {
  // Alone on a small screen it is the page itself.
  const isPage = useIsNarrow() && !hiddenWhenNarrow
  const Frame = isPage ? 'main' : 'div'
  return (
    <Frame
      {...(isPage && { id: 'main', tabIndex: -1 })}
      className={classNames(
        'flex min-w-0 flex-col bg-surface outline-none max-md:grow md:w-62 md:shrink-0 md:border-r md:border-line',
        hiddenWhenNarrow && 'max-md:hidden',
      )}
    >
      <div className="flex h-13 shrink-0 items-center border-b border-line">{header}</div>
      <div className="flex min-h-0 grow flex-col swipeable overflow-y-auto">{children}</div>
      <UserPanel />
    </Frame>
  )
}
