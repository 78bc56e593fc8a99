import type { Api } from '@parley/client/api'
import { connectRealtime, type Realtime } from '@parley/client/realtime'
import type { ServerEventName, ServerEventPayloads, SessionEndReason } from '@parley/contracts/events'
import type { QueryClient } from '@tanstack/react-query'
import { clearTypists } from '../features/message/typing-store.ts'
import { eventNames } from './apply-event.ts'
import { connectionIsDown, connectionIsUp, resetConnectionState } from './connection-state.ts'
import { createEventSink } from './event-sink.ts'
import { createMessageLoader, type MessageLoader } from './message-loader.ts'
import { createOpenTargets, type OpenTargets } from './open-targets.ts'
import { keys } from './query-keys.ts'

export interface ConnectionOptions {
  queryClient: QueryClient
  api: Api
  selfId: string
  /** The session is over: nothing more will come, and the person has to sign in again. */
  onSessionEnded: (reason: Exclude<SessionEndReason, 'slow_consumer'>) => void
  connect?: () => Realtime
}

/** The one live connection of a signed-in person, and what it keeps up to date. */
export interface Connection extends Pick<Realtime, 'request'> {
  loader: MessageLoader
  open: OpenTargets['open']
  isConnected(): boolean
  /** Something shows that the app can be reached: does not wait for the back-off, nor for a dead connection's time-out. */
  hurry(): void
  /** Calls back with every such event. @returns a function that ends it */
  on<Name extends ServerEventName>(name: Name, listener: (payload: ServerEventPayloads[Name]) => void): () => void
  /** Whether a lost connection is to be tried again without long pauses, as a call needs. */
  setUrgent(isUrgent: boolean): void
  /** Calls back whenever the connection comes up, at once if it is. */
  onConnected(listener: () => void): () => void
  /** Applies what the app has answered as it would apply the event that everybody else gets. */
  apply<Name extends ServerEventName>(name: Name, payload: ServerEventPayloads[Name]): void
  close(): void
}

/** What a reconnect fetches anew: events about it were missed. Messages are healed by `open-targets.ts`. */
const refetched = [
  keys.self,
  keys.servers,
  ['server'],
  ['members'],
  keys.conversations,
  keys.calls,
  keys.unread,
  keys.notificationSettings,
  keys.sessions,
]

/** Milliseconds between attempts to come back while that is urgent, and that one of them may take. */
const URGENT_DELAY_MAX = 1_000
const URGENT_TIMEOUT = 3_000

/** Milliseconds a reply may take before a connection that should be alive is given up. */
const PROBE_TIMEOUT = 4_000

/** Connects, and keeps connected until `close` or the end of the session. */
export function createConnection({
  queryClient,
  api,
  selfId,
  onSessionEnded,
  connect = connectRealtime,
}: ConnectionOptions): Connection {
  resetConnectionState()
  const realtime = connect()
  const { socket } = realtime
  const calm = { delayMax: socket.io.reconnectionDelayMax(), timeout: socket.io.timeout() }
  const sink = createEventSink(queryClient, selfId)
  const loader = createMessageLoader(queryClient, api, sink)
  const targets = createOpenTargets(queryClient, loader, realtime)
  const listeners = new Set<() => void>()
  const lifetime = new AbortController()

  function apply<Name extends ServerEventName>(name: Name, payload: ServerEventPayloads[Name]): void {
    if (name === 'message-created' || name === 'message-updated')
      targets.received(payload as ServerEventPayloads['message-created'])
    if (name === 'channel-activity') {
      const { channelId, lastSeq } = payload as ServerEventPayloads['channel-activity']
      targets.reached(channelId, lastSeq)
    }
    sink.apply(name, payload)
  }

  /** Joins every room again and asks for what may have been missed. */
  function catchUp(): void {
    realtime.request('join-servers', {}).catch(() => undefined)
    targets.rejoin()
    for (const queryKey of refetched) void queryClient.invalidateQueries({ queryKey })
  }

  function close(): void {
    lifetime.abort()
    clearTypists()
    realtime.close()
  }

  function end(reason: Exclude<SessionEndReason, 'slow_consumer'>): void {
    if (lifetime.signal.aborted) return
    close()
    onSessionEnded(reason)
  }

  async function hurry(): Promise<void> {
    if (lifetime.signal.aborted || document.visibilityState === 'hidden') return
    if (!socket.connected) {
      socket.disconnect().connect()
      return
    }
    try {
      await socket.timeout(PROBE_TIMEOUT).emitWithAck('join-servers', {})
      // The browser may have called it offline although the connection has lived on.
      connectionIsUp()
    } catch {
      if (socket.connected && !lifetime.signal.aborted) socket.io.engine.close()
    }
  }

  socket.on('connect', () => {
    connectionIsUp()
    catchUp()
    for (const listener of listeners) listener()
  })
  socket.on('disconnect', () => {
    clearTypists()
    if (lifetime.signal.aborted) return
    connectionIsDown(!navigator.onLine)
  })
  socket.on('connect_error', (error) => {
    if ('data' in error && (error.data as { code?: string } | undefined)?.code === 'unauthorized') return end('expired')
    connectionIsDown(!navigator.onLine)
  })
  for (const name of eventNames) {
    const listen = socket.on.bind(socket) as (name: string, listener: (payload: never) => void) => void
    listen(name, (payload) => apply(name, payload))
  }
  socket.on('events-missed', catchUp)
  socket.on('session-ended', ({ reason }) => {
    if (reason !== 'slow_consumer') end(reason)
  })

  const { signal } = lifetime
  addEventListener('online', () => void hurry(), { signal })
  addEventListener('offline', () => connectionIsDown(true), { signal })
  document.addEventListener('visibilitychange', () => void hurry(), { signal })

  return {
    loader,
    open: targets.open,
    request: realtime.request,
    isConnected: () => socket.connected,
    hurry: () => void hurry(),
    on(name, listener) {
      const typed = socket as unknown as Record<'on' | 'off', (name: string, listener: unknown) => void>
      typed.on(name, listener)
      return () => typed.off(name, listener)
    },
    setUrgent(isUrgent) {
      socket.io.reconnectionDelayMax(isUrgent ? URGENT_DELAY_MAX : calm.delayMax)
      socket.io.timeout(isUrgent ? URGENT_TIMEOUT : calm.timeout)
    },
    onConnected(listener) {
      listeners.add(listener)
      if (socket.connected) listener()
      return () => listeners.delete(listener)
    },
    apply,
    close,
  }
}
