import { useEffect, useRef } from 'react'
import { type MessageWindow, newerRequest, olderRequest } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { useChat } from './chat-store.ts'
import { rowIndexOfSeq } from './rows.ts'

/** More is fetched when so few rows are left between what is in view and what is loaded. */
const AHEAD = 25
/** Milliseconds until a page that could not be fetched is asked for again. */
const RETRY = 4_000

interface InView {
  window: MessageWindow
  /** Index of the first and the last row. */
  first: number
  last: number
  /** Rows may come at the end now. */
  mayAppend: boolean
}

/**
 * Fetches the next page before the person gets to where messages end, or to where they may be out of date.
 * `look` finds out what is in view.
 */
export function usePaging(look: () => InView | undefined): () => void {
  const chat = useChat()
  const { connection } = useRealtime()
  const retryTimer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(retryTimer.current), [])

  function fetchAhead(): void {
    const view = look()
    if (!view) return
    const older = olderRequest(view.window)
    if (older && view.first - rowIndexOfSeq(view.window, older.before) < AHEAD) fetchOlder()
    const newer = newerRequest(view.window)
    if (newer && view.mayAppend && rowIndexOfSeq(view.window, newer.after) - view.last < AHEAD) {
      connection.loader.loadNewer(chat).catch(tryLater)
    }
  }

  function fetchOlder(): void {
    if (chat.store.getState().older === 'loading') return
    chat.store.setState({ older: 'loading' })
    connection.loader.loadOlder(chat).then(
      () => chat.store.setState({ older: 'idle' }),
      () => {
        chat.store.setState({ older: 'failed' })
        tryLater()
      },
    )
  }

  function tryLater(): void {
    clearTimeout(retryTimer.current)
    retryTimer.current = setTimeout(fetchAhead, RETRY)
  }

  return fetchAhead
}
