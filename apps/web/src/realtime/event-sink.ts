import type { ServerEventName, ServerEventPayloads } from '@parley/contracts/events'
import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'
import { removeTypist, setTypists } from '../features/message/typing-store.ts'
import { setPresence } from '../features/presence/presence-store.ts'
import { type Effect, type EventContext, effectsOf } from './apply-event.ts'
import type { MessageWindow } from './message-window.ts'
import { keys } from './query-keys.ts'

type WindowChange = (window: MessageWindow) => MessageWindow

/** Events of a channel that arrive while a page of it is under way: the page may have been read before them. */
interface Recording extends Disposable {
  replay(window: MessageWindow): MessageWindow
}

/** Applies events to the cache. */
export interface EventSink {
  apply<Name extends ServerEventName>(name: Name, payload: ServerEventPayloads[Name]): void
  record(channelId: string): Recording
  /**
   * Fetches again what is known under a key or a beginning of keys; and what is just being fetched for the first time as
   * soon as that is there, since it may have been read too early.
   */
  fetchAnew(queryKey: QueryKey): void
}

/** Invalidations within this many milliseconds make one request. */
const INVALIDATION_WINDOW = 250

/** The sink of one signed-in user's events. */
export function createEventSink(queryClient: QueryClient, selfId: string): EventSink {
  const recordings = new Map<string, Set<WindowChange[]>>()
  const invalidated = new Map<string, QueryKey>()

  const unreadOf = (channelId: string) =>
    queryClient.getQueryData(keys.unread)?.find((state) => state.channelId === channelId)

  const context: EventContext = {
    selfId,
    channelsOf: (serverId: string) =>
      queryClient.getQueryData(keys.server(serverId))?.channels.map(({ id }) => id) ?? [],
    isKnownGeneration: ({ channelId, generation }) => generation <= (unreadOf(channelId)?.generation ?? generation),
    isListed: (channelId: string) =>
      queryClient.getQueryData(keys.unread)?.some((state) => state.channelId === channelId) ?? true,
  }

  function invalidate(key: QueryKey): void {
    if (invalidated.size === 0) {
      setTimeout(() => {
        for (const queryKey of invalidated.values()) void queryClient.invalidateQueries({ queryKey })
        invalidated.clear()
      }, INVALIDATION_WINDOW)
    }
    invalidated.set(JSON.stringify(key), key)
  }

  /** A first fetch cannot be begun anew before it is done. */
  function invalidateWhenThere(query: Query): void {
    query.promise?.then(() => invalidate(query.queryKey)).catch(() => undefined)
  }

  function fetchAnew(queryKey: QueryKey): void {
    void queryClient.invalidateQueries({ queryKey })
    for (const query of queryClient.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })) {
      if (query.state.data === undefined) invalidateWhenThere(query)
    }
  }

  function update(key: QueryKey, change: (state: unknown) => unknown): void {
    if (key[0] === 'messages') {
      for (const recording of recordings.get(String(key[1])) ?? []) recording.push(change as WindowChange)
    }
    const query = queryClient.getQueryCache().find({ queryKey: key })
    if (!query) return
    const isKnown = query.state.data !== undefined
    if (isKnown) queryClient.setQueryData(key, change)
    if (query.state.fetchStatus !== 'fetching' || key[0] === 'messages') return
    // What is being fetched may have been read before the event, and would overwrite it.
    if (isKnown) invalidate(key)
    else invalidateWhenThere(query)
  }

  const run: { [Type in Effect['type']]: (effect: Extract<Effect, { type: Type }>) => void } = {
    update: (effect) => update(effect.key, effect.update),
    'update-all': (effect) => {
      const queries = queryClient.getQueryCache().findAll({ queryKey: effect.prefix })
      for (const { queryKey } of queries) update(queryKey, effect.update)
    },
    remove: (effect) => queryClient.removeQueries({ queryKey: effect.key, exact: true }),
    invalidate: (effect) => invalidate(effect.key),
    presence: (effect) => setPresence(effect.presence),
    typing: (effect) => setTypists(effect.channelId, effect.userIds),
    'typing-stopped': (effect) => removeTypist(effect.channelId, effect.userId),
  }

  return {
    fetchAnew,
    apply(name, payload) {
      for (const effect of effectsOf(name, payload, context)) (run[effect.type] as (effect: Effect) => void)(effect)
    },
    record(channelId) {
      const changes: WindowChange[] = []
      const active = recordings.get(channelId) ?? new Set()
      recordings.set(channelId, active.add(changes))
      return {
        replay: (window) => changes.reduce((current, change) => change(current), window),
        [Symbol.dispose]() {
          active.delete(changes)
          if (active.size === 0) recordings.delete(channelId)
        },
      }
    },
  }
}
