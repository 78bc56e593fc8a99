import { parse } from 'regexparam'
import type { Params } from './place.ts'

export interface Match<Route> {
  /** Undefined where there is nothing at the address. */
  route: Route | undefined
  params: Params
}

/** Finds the first route whose pattern, such as `/channels/:serverId`, fits a path. */
export function createMatcher<Route extends { pattern: string }>(
  routes: readonly Route[],
): (pathname: string) => Match<Route> {
  const table = routes.map((route) => ({ route, ...parse(route.pattern) }))
  return (pathname) => {
    for (const { route, keys, pattern } of table) {
      const found = pattern.exec(pathname)
      if (!found) continue
      const named = keys.flatMap((key, index) => {
        const value = found[index + 1]
        return value === undefined ? [] : [[key, decode(value)]]
      })
      return { route, params: Object.fromEntries(named) }
    }
    return { route: undefined, params: {} }
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
