import type { ComponentType } from 'react'
import { withItsStrings } from '../../locales/strings.ts'

/** A part of a page whose code is loaded when somebody goes there, or is about to. */
export interface LazyPage {
  /** Undefined until it is loaded. */
  readonly component: ComponentType | undefined
  /** Drawn instead where that takes longer than an eye forgives: of the page's shape, and with its `Outlet`. */
  readonly StandIn: ComponentType
  load(): Promise<void>
}

/** A {@link LazyPage} out of what imports it. */
export function lazyPage(importComponent: () => Promise<ComponentType>, StandIn: ComponentType): LazyPage {
  let component: ComponentType | undefined
  let loading: Promise<void> | undefined
  return {
    StandIn,
    get component() {
      return component
    },
    load() {
      loading ??= importComponent().then(
        (loaded) => {
          component = loaded
        },
        (error: unknown) => {
          loading = undefined
          throw error
        },
      )
      return loading
    },
  }
}

/** As {@link lazyPage}, for one that says more than the first screens do. */
export function latePage(importComponent: () => Promise<ComponentType>, StandIn: ComponentType): LazyPage {
  return lazyPage(() => withItsStrings(importComponent()), StandIn)
}

/** As browsers say it: the file is gone, as old ones are after a deployment, or the network is. */
const missing =
  /^(Failed to fetch dynamically imported module|error loading dynamically imported module|Importing a module script failed)/

/**
 * Loads the whole page anew where its code is missing: another build of the client knows its own files. Once for each
 * file, or it would go on for ever while the app is away.
 */
export function reloadIfMissing(error: unknown): boolean {
  if (!(error instanceof Error) || !missing.test(error.message)) return false
  const key = `parley:reloaded-for:${error.message}`
  if (sessionStorage.getItem(key) !== null) return false
  sessionStorage.setItem(key, 'yes')
  location.reload()
  return true
}
