import type { Target } from '../../../realtime/target.ts'

/** The call this page is in, for when it is reloaded. */
export interface Place {
  target: Target
  muted: boolean
  deafened: boolean
}

const KEY = 'parley:call'

/** What {@link rememberPlace} has kept; with a target, only if it is of that. */
export function readPlace(target?: Target): Place | undefined {
  try {
    const stored = sessionStorage.getItem(KEY)
    if (stored === null) return undefined
    const place = JSON.parse(stored) as Place
    return target === undefined || place.target.channelId === target.channelId ? place : undefined
  } catch {
    return undefined
  }
}

/** Keeps the call that this tab is in, as long as the tab lives. */
export function rememberPlace(place: Place): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place))
  } catch {
    // Storage is blocked: then a reload leaves the call.
  }
}

/** Called when one is in no call any more. */
export function forgetPlace(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // As above.
  }
}
