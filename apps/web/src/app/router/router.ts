import { parse } from 'regexparam'
import { currentHref, entryState, followHistory, navigate } from './history.ts'
import { type LazyPage, reloadIfMissing } from './lazy-page.ts'
import { type Params, type Part, usePlace } from './place.ts'

export interface Route {
  /** Of the path of an address: `/channels/:serverId`. */
  pattern: string
  /** What is drawn there, from the outside to the inside: each but the last has an `Outlet` for the next. */
  pages: readonly LazyPage[]
  /** Decides before anything is loaded whether one may go there; answers with the path of the page to go to instead. */
  enter?: (href: string) => string | undefined | Promise<string | undefined>
}

interface Match {
  route: Route | undefined
  params: Params
}

/** Milliseconds for which an eye forgives that nothing happens. */
const PATIENCE = 200

let routes: { route: Route; keys: string[]; regexp: RegExp }[] = []
let visit = 0

function match(pathname: string): Match {
  for (const { route, keys, regexp } of routes) {
    const [, ...values] = regexp.exec(pathname) ?? []
    if (values.length === 0 && !regexp.test(pathname)) continue
    const named = keys.map((key, index) => [key, values[index]] as const).filter(([, value]) => value !== undefined)
    return { route, params: Object.fromEntries(named.map(([key, value = '']) => [key, decode(value)])) }
  }
  return { route: undefined, params: {} }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Loads the code of a page that one is about to go to. */
export function preload(path: string): void {
  const [pathname = ''] = path.split(/[?#]/)
  // Whoever goes there hears of it if it fails.
  for (const page of match(pathname).route?.pages ?? []) page.load().catch(() => undefined)
}

/** Shows the page of the address from now on, as soon as its code is there; until then what was there before. */
export function startRouter(table: readonly Route[]): void {
  routes = table.map((route) => {
    const { keys, pattern: regexp } = parse(route.pattern)
    return { route, keys, regexp }
  })
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

  /** What there is of the page, and what to draw in place of the rest. */
  function soFar(rest: Part): Part[] {
    const parts: Part[] = []
    for (const { component } of (isAllowed && route?.pages) || []) {
      if (!component) return [...parts, rest]
      parts.push(component)
    }
    return isAllowed ? parts : [rest]
  }

  if (!route) return show(['not-found'])
  const timer = isPatient ? undefined : setTimeout(() => show(soFar('pending')), PATIENCE)
  try {
    const answer = route.enter?.(currentHref())
    const instead = answer instanceof Promise ? await answer : answer
    if (thisVisit !== visit) return
    if (instead !== undefined) return await navigate(instead, { replace: true })
    isAllowed = true
    if (route.pages.some(({ component }) => !component)) await Promise.all(route.pages.map((page) => page.load()))
    show(soFar('pending'))
  } catch (error) {
    if (!reloadIfMissing(error)) show(soFar({ error }))
  } finally {
    clearTimeout(timer)
  }
}
