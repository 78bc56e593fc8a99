import type { Api } from '@parley/client/api'
import { limits } from '@parley/contracts/limits'
import type { QueryClient } from '@tanstack/react-query'
import type { EventSink } from './event-sink.ts'
import {
  indexOfId,
  type MessageWindow,
  mergePage,
  newerRequest,
  olderRequest,
  type PageRequest,
  windowFromPage,
} from './message-window.ts'
import { type Key, keys } from './query-keys.ts'
import { fetchPage, type HistoryQuery, type Target } from './target.ts'

/** Brings pages of messages into the cache. */
export interface MessageLoader {
  /** The cached window of a target; starts with its newest page, or with the one around a message. */
  query(target: Target, around?: string): { queryKey: Key<MessageWindow>; queryFn: () => Promise<MessageWindow> }
  loadOlder(target: Target): Promise<void>
  loadNewer(target: Target): Promise<void>
  /** Fetches anew what is being looked at: around a message, or the newest page. */
  refresh(target: Target, around: string | null): Promise<void>
  /** Shows the part of history around a message, or the present. */
  jumpTo(target: Target, around: string | null): Promise<void>
}

const LARGE_PAGE = String(limits.pageSizeMax)

/** The loader of one signed-in user. */
export function createMessageLoader(queryClient: QueryClient, api: Api, sink: EventSink): MessageLoader {
  const underWay = new Map<string, Promise<void>>()

  /** Runs at most one load of a kind per channel; a second caller waits for the first. */
  function once(name: string, { channelId }: Target, load: () => Promise<void>): Promise<void> {
    const id = `${name} ${channelId}`
    const running = underWay.get(id)
    if (running) return running
    const promise = load().finally(() => underWay.delete(id))
    underWay.set(id, promise)
    return promise
  }

  const windowOf = ({ channelId }: Target) => queryClient.getQueryData(keys.messages(channelId))

  /** Merges a page into whatever the window has become by the time it arrives. */
  async function merge(target: Target, query: HistoryQuery, request: PageRequest): Promise<void> {
    const key = keys.messages(target.channelId)
    const before = windowOf(target)
    if (!before) return
    using recording = sink.record(target.channelId)
    const page = await fetchPage(api, target, { ...query, limit: LARGE_PAGE })
    queryClient.setQueryData(key, (window) =>
      window?.generation === before.generation
        ? recording.replay(mergePage(window, page, request, before.lastSeq))
        : window,
    )
  }

  async function loadFirst(target: Target, around?: string): Promise<MessageWindow> {
    using recording = sink.record(target.channelId)
    const page = await fetchPage(api, target, around === undefined ? {} : { around })
    return recording.replay(windowFromPage(page, around === undefined ? { newest: true } : { around: true }))
  }

  return {
    query: (target, around) => ({
      queryKey: keys.messages(target.channelId),
      queryFn: () => loadFirst(target, around),
    }),
    loadOlder: (target) =>
      once('older', target, async () => {
        const window = windowOf(target)
        const request = window && olderRequest(window)
        if (request) await merge(target, { before: request.id }, { before: request.before })
      }),
    loadNewer: (target) =>
      once('newer', target, async () => {
        const window = windowOf(target)
        const request = window && newerRequest(window)
        if (request) await merge(target, { after: request.id }, { after: request.after })
      }),
    refresh: (target, around) =>
      once('refresh', target, () =>
        around === null ? merge(target, {}, { newest: true }) : merge(target, { around }, { around: true }),
      ),
    async jumpTo(target, around) {
      const key = keys.messages(target.channelId)
      const window = windowOf(target)
      if (!window || (around === null ? !window.hasNewer : indexOfId(window.messages, around) >= 0)) return
      const next = await loadFirst(target, around ?? undefined)
      queryClient.setQueryData(key, (known) => ({ ...next, generation: (known?.generation ?? 0) + 1 }))
    },
  }
}
