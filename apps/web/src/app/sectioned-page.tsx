import { t } from '@lingui/core/macro'
import { ArrowLeft, ChevronRight, X } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { setCallDock } from '../features/call/call-dock.ts'
import { classNames } from '../ui/class-names.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useIsNarrow } from '../ui/use-media-query.ts'
import { goTo } from './go-to.ts'
import { usePageTitle } from './page-title.ts'
import { Redirect } from './redirect.tsx'
import { Link } from './router/link.tsx'
import { Outlet } from './router/outlet.tsx'
import { usePlace } from './router/place.ts'

export interface SectionedPageProps {
  title: string
  /** This page without a section, where small screens show the list of sections. */
  index: string
  /** Where closing it leads. */
  closeTo: string
  /** The first one opens by itself where there is room for both. */
  sections: readonly { path: string; label: string; icon: ReactNode }[]
  /** Below the list of sections. */
  footer?: ReactNode
}

/** Settings: a list of sections at the left and the open one beside it. */
export function SectionedPage({ title, index, closeTo, sections, footer }: SectionedPageProps) {
  const isNarrow = useIsNarrow()
  const pathname = usePlace((place) => place.pathname.replace(/\/$/, ''))
  const atIndex = pathname === index
  const open = sections.find(({ path }) => path === pathname)
  const [first] = sections
  const List = atIndex && isNarrow ? 'main' : 'div'
  usePageTitle(open ? `${open.label} · ${title}` : title)
  useEscape(() => goTo(isNarrow && !atIndex ? index : closeTo))
  if (atIndex && !isNarrow && first) return <Redirect to={first.path} />
  // A section that there is not, or not for everybody.
  if (!atIndex && !open) return <Redirect to={index} />
  return (
    <>
      <List
        {...(List === 'main' && { id: 'main', tabIndex: -1 })}
        className={classNames(
          'flex flex-col bg-surface outline-none max-md:grow md:w-62 md:shrink-0 md:border-r md:border-line',
          !atIndex && 'max-md:hidden',
        )}
      >
        <div className="flex h-13 shrink-0 items-center gap-1 border-b border-line px-2">
          <IconButton label={t`Close settings`} side="bottom" onClick={() => goTo(closeTo)}>
            {isNarrow ? <ArrowLeft /> : <X />}
          </IconButton>
          <h1 dir="auto" className="min-w-0 truncate font-semibold">
            {title}
          </h1>
        </div>
        <nav
          aria-label={title}
          className="flex min-h-0 grow flex-col gap-0.5 overflow-y-auto p-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))]"
        >
          {sections.map(({ path, label, icon }) => (
            <Link
              key={label}
              to={path}
              className="flex min-h-10 items-center gap-2.5 rounded-lg px-2.5 -outline-offset-2 hover:bg-hover max-md:min-h-12 [&_svg]:size-4.5"
              activeClassName="bg-active font-medium"
              inactiveClassName="text-muted hover:text-text max-md:text-text"
            >
              {icon}
              <span className="grow">{label}</span>
              <ChevronRight aria-hidden className="text-muted md:hidden" />
            </Link>
          ))}
          {footer}
        </nav>
        <div ref={setCallDock} />
      </List>
      {atIndex ? null : (
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 grow overflow-y-auto bg-canvas outline-none [--avatar-ground:var(--color-canvas)]"
        >
          <div className="flex h-13 items-center gap-1 px-2 md:hidden">
            <IconButton label={t`Back`} onClick={() => goTo(index)}>
              <ArrowLeft />
            </IconButton>
            <h1 dir="auto" className="min-w-0 truncate font-semibold">
              {title}
            </h1>
          </div>
          <div className="mx-auto w-full max-w-4xl px-5 pb-[calc(4rem+env(safe-area-inset-bottom))] md:px-8 md:pt-10">
            <Outlet />
          </div>
        </main>
      )}
    </>
  )
}

/** Esc leads out, unless something on the page has a use for it: dialogs and menus close first. */
function useEscape(leave: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) leave()
  })
  useEffect(() => {
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

/** One section's heading and content. */
export function Section({
  title,
  description,
  wide = false,
  children,
}: {
  title: string
  description?: ReactNode
  /** Takes more than the width at which lines are easy to read. */
  wide?: boolean
  children: ReactNode
}) {
  return (
    <section
      className={classNames(
        '[&+section]:mt-10 [&+section]:border-t [&+section]:border-line [&+section]:pt-8',
        !wide && 'max-w-2xl',
      )}
    >
      <h2 className="text-xl font-semibold tracking-tight">{title}</h2>
      {description && <p className="mt-1 text-pretty text-muted">{description}</p>}
      <div className="mt-5">{children}</div>
    </section>
  )
}
