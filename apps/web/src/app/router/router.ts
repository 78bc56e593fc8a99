/**
 * Which page an address has, and when it is shown. Libraries were weighed first: the complete ones are as heavy as a chat,
 * and the small ones show a page before its code is there, draw every link anew wherever one goes, and cannot ask before
 * one leaves by Back.
 */
import { currentHref, entryState, followHistory, navigate } from './history.ts'
import { type LazyPage, reloadIfMissing } from './lazy-page.ts'
import { createMatcher } from './match.ts'
import { type Part, usePlace } from './place.ts'

export interface Route {
  /** Of the path of an address: `/channels/:serverId`. */
  pattern: string
  /** What is drawn there, from the outside to the inside: each but the last has an `Outlet` for the next. */
  pages: readonly LazyPage[]
  /** Decides before anything is loaded whether one may go there; answers with the path of the page to go to instead. */
  enter?: (href: string) => string | undefined | Promise<string | undefined>
}

/** Milliseconds for which an eye forgives that nothing happens. */
const PATIENCE = 200

let match = createMatcher<Route>([])
let visit = 0
let onPage = () => {}

/** Loads the code of a page that one is about to go to. */
export function preload(path: string): void {
  const [pathname = ''] = path.split(/[?#]/)
  // Whoever goes there hears of it if it fails.
  for (const page of match(pathname).route?.pages ?? []) page.load().catch(() => undefined)
}

/**
 * Shows the page of the address from now on, as soon as its code is there; until then what was there before, and after a
 * moment what stands in for it. Says so whenever a page is shown.
 */
export function startRouter(table: readonly Route[], onShown: () => void): void {
  onPage = onShown
  match = createMatcher(table)
  followHistory(follow)
  void follow()
}

/** Tries again to show the page of the address. */
export function retry(): Promise<void> {
  return follow({ isPatient: true })
}

async function follow({ isPatient = false } = {}): Promise<void> {
  visit += 1
  const thisVisit = visit
  const { pathname, search } = location
  const { route, params } = match(pathname)
  let isAllowed = false

  function show(parts: readonly Part[]): void {
    if (thisVisit !== visit) return
    const isAnother = parts[0] !== usePlace.getState().parts[0]
    usePlace.setState({ pathname, search, params, parts, members: entryState().members === true, visit })
    if (isAnother) scrollTo(0, 0)
  }

  if (!route) return show(['not-found'])
  const { pages } = route
  /** From the outside to the inside, what there is of the page. */
  const loaded = () => {
    const missing = isAllowed ? pages.findIndex(({ component }) => !component) : 0
    return pages.slice(0, missing < 0 ? undefined : missing).flatMap(({ component }) => component ?? [])
  }
  const withStandIns = () => {
    const parts = loaded()
    // Nobody is shown the shape of what they may not see.
    return isAllowed ? [...parts, ...pages.slice(parts.length).map(({ StandIn }) => StandIn)] : ['pending' as const]
  }

  let isLate = false
  function standIn(): void {
    isLate = true
    show(withStandIns())
  }
  const timer = isPatient ? undefined : setTimeout(standIn, PATIENCE)
  try {
    const answer = route.enter?.(currentHref())
    const instead = answer instanceof Promise ? await answer : answer
    if (thisVisit !== visit) return
    if (instead !== undefined) return await navigate(instead, { replace: true })
    isAllowed = true
    if (isLate) standIn()
    if (loaded().length < pages.length) await Promise.all(pages.map((page) => page.load()))
    show(loaded())
    onPage()
  } catch (error) {
    if (!reloadIfMissing(error)) show([...loaded(), { error }])
  } finally {
    clearTimeout(timer)
  }
}
