/**
 * The address and the browser's history: goes to pages, and keeps one on a page that one should not leave unawares. What
 * is shown for an address is the business of `place.ts`.
 */

/** What an entry of the browser's history holds besides its address. */
interface EntryState {
  /** Tells which way one goes, and how far. */
  index: number
  /** The members are shown over the chat. */
  members?: true
}

export interface NavigateOptions {
  /** In place of the entry that one is at, which Back does not lead to any more. */
  replace?: boolean
  state?: Omit<EntryState, 'index'>
}

/** Asked before one leaves; `leave` goes on with it. */
type Guard = (leave: () => void) => void

const guards = new Set<Guard>()
let listener: () => Promise<void> = () => Promise.resolve()
let index = 0

/** What the entry that one is at holds. */
export function entryState(): Partial<EntryState> {
  return (history.state as EntryState | null) ?? {}
}

/** The address as it is in this app: path, search and hash. */
export function currentHref(): string {
  return location.pathname + location.search + location.hash
}

/** Goes to a page; resolves when it is shown, or when one is asked first whether to leave. */
export async function navigate(to: string, { replace = false, state = {} }: NavigateOptions = {}): Promise<void> {
  const [guard] = guards
  const go = () => {
    // The page that is open is not left by going there again.
    const isSame = to === currentHref() && state.members === entryState().members
    if (!replace && !isSame) index += 1
    history[replace || isSame ? 'replaceState' : 'pushState']({ ...state, index } satisfies EntryState, '', to)
    return listener()
  }
  if (guard) guard(() => void go())
  else await go()
}

/** Asks before one leaves by any way but reloading, until it is called off. */
export function guardLeaving(guard: Guard): () => void {
  guards.add(guard)
  return () => guards.delete(guard)
}

/** Calls the listener for every change of the address. */
export function followHistory(onChange: () => Promise<void>): void {
  listener = onChange
  const known = entryState().index
  if (known === undefined) history.replaceState({ ...entryState(), index }, '')
  else index = known
  /** The way back that is on its way, after one was kept here, or the way on, after one said to leave. */
  let expected: 'return' | 'leave' | undefined

  addEventListener('popstate', () => {
    const came = expected
    expected = undefined
    if (came === 'return') return
    const { index: next } = entryState()
    const [guard] = guards
    // A link to a part of the page has made an entry that says nothing.
    if (next === undefined) history.replaceState({ index: ++index } satisfies EntryState, '')
    else if (guard && came !== 'leave' && next !== index) {
      // The browser has gone there already.
      const distance = next - index
      expected = 'return'
      history.go(-distance)
      guard(() => {
        expected = 'leave'
        history.go(distance)
      })
      return
    } else index = next
    void listener()
  })
}
