// The tabs of one browser agree through the Web Locks API, which pages without HTTPS do not have: there each is alone.

const NOTIFIER = 'parley:notifier'
const onScreen = (channelId: string) => `parley:on-screen:${channelId}`

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

function hold(name: string, mode: LockMode, signal: AbortSignal, onHeld?: () => void): void {
  navigator.locks
    .request(name, { mode, signal }, () => {
      onHeld?.()
      return new Promise<void>((release) => signal.addEventListener('abort', () => release(), { once: true }))
    })
    .catch((error: unknown) => {
      if (!isAbort(error)) throw error
    })
}

/** Takes part in choosing the one tab that notifies. @returns whether this is the one, asked at any time */
export function competeToNotify(signal: AbortSignal): () => boolean {
  if (!('locks' in navigator)) return () => true
  let isChosen = false
  hold(NOTIFIER, 'exclusive', signal, () => {
    isChosen = true
  })
  return () => isChosen
}

/** What is looked at in a tab that is looked at, beside the channel that is open there. */
export const ANYTHING = 'anything'

/** Lets the other tabs know that somebody is looking at a channel here, until the signal. */
export function showOnScreen(channelId: string, signal: AbortSignal): void {
  if ('locks' in navigator) hold(onScreen(channelId), 'shared', signal)
}

/** Whether somebody is looking at a channel in another tab of this browser. */
export async function isOnScreen(channelId: string): Promise<boolean> {
  if (!('locks' in navigator)) return false
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === onScreen(channelId))
}
