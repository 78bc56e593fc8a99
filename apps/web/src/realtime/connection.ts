import type { Api } from '@parley/client/api'
import { ParleyError } from '@parley/client/parley-error'
import type { Realtime } from '@parley/client/realtime'
import type {
  ClientEventName,
  ClientPayload,
  ClientReply,
  ServerEventName,
  ServerEventPayloads,
  SessionEndReason,
} from '@parley/contracts/events'
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

/** Milliseconds until the code of the live connection, which could not be loaded, is tried again. */
const LOAD_RETRY = 3_000

/** Connects, and keeps connected until `close` or the end of the session. */
export function createConnection({ queryClient, api, selfId, onSessionEnded }: ConnectionOptions): Connection {
  resetConnectionState()
  // Its code is not waited for: what it will keep up to date is fetched and shown meanwhile.
  let realtime: Realtime | undefined
  let isLoading = false
  let isUrgent = false
  let calm: { delayMax: number | undefined; timeout: number | boolean | undefined }
  const sink = createEventSink(queryClient, selfId)
  const loader = createMessageLoader(queryClient, api, sink)
  const targets = createOpenTargets(queryClient, loader, { request, isConnected })
  const connectedListeners = new Set<() => void>()
  const eventListeners = new Set<{ name: string; listener: (payload: never) => void }>()
  const lifetime = new AbortController()

  function isConnected(): boolean {
    return realtime?.socket.connected ?? false
  }

  async function request<Name extends ClientEventName>(
    name: Name,
    payload: ClientPayload<Name>,
  ): Promise<ClientReply<Name>> {
    if (!realtime) throw new ParleyError('network_error', 'Not connected')
    return realtime.request(name, payload)
  }

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
  async function catchUp(): Promise<void> {
    targets.rejoin()
    // Between what is fetched and the joining nothing may happen unheard.
    await request('join-servers', {}).catch(() => undefined)
    for (const queryKey of refetched) sink.fetchAnew(queryKey)
  }

  function close(): void {
    lifetime.abort()
    clearTypists()
    realtime?.close()
  }

  function end(reason: Exclude<SessionEndReason, 'slow_consumer'>): void {
    if (lifetime.signal.aborted) return
    close()
    onSessionEnded(reason)
  }

  async function load(): Promise<void> {
    if (isLoading) return
    isLoading = true
    try {
      const { connectRealtime } = await import('@parley/client/realtime')
      if (!lifetime.signal.aborted) listenTo(connectRealtime())
    } catch {
      isLoading = false
      if (lifetime.signal.aborted) return
      connectionIsDown(!navigator.onLine)
      setTimeout(() => void load(), LOAD_RETRY)
    }
  }

  function listenTo(started: Realtime): void {
    realtime = started
    const { socket } = started
    socket.on('connect', () => {
      connectionIsUp()
      void catchUp()
      for (const listener of connectedListeners) listener()
    })
    socket.on('disconnect', () => {
      clearTypists()
      if (lifetime.signal.aborted) return
      connectionIsDown(!navigator.onLine)
    })
    socket.on('connect_error', (error) => {
      if ('data' in error && (error.data as { code?: string } | undefined)?.code === 'unauthorized') {
        return end('expired')
      }
      connectionIsDown(!navigator.onLine)
    })
    const { on } = untyped(socket)
    for (const name of eventNames) on(name, (payload) => apply(name, payload))
    for (const { name, listener } of eventListeners) on(name, listener)
    socket.on('events-missed', () => void catchUp())
    socket.on('session-ended', ({ reason }) => {
      if (reason !== 'slow_consumer') end(reason)
    })
    calm = { delayMax: socket.io.reconnectionDelayMax(), timeout: socket.io.timeout() }
    setPace()
  }

  function setPace(): void {
    const { delayMax, timeout } = isUrgent ? { delayMax: URGENT_DELAY_MAX, timeout: URGENT_TIMEOUT } : calm
    realtime?.socket.io.reconnectionDelayMax(delayMax)
    realtime?.socket.io.timeout(timeout)
  }

  async function hurry(): Promise<void> {
    if (lifetime.signal.aborted || document.visibilityState === 'hidden') return
    if (!realtime) return load()
    const { socket } = realtime
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

  const { signal } = lifetime
  addEventListener('online', () => void hurry(), { signal })
  addEventListener('offline', () => connectionIsDown(true), { signal })
  document.addEventListener('visibilitychange', () => void hurry(), { signal })

  void load()

  return {
    loader,
    open: targets.open,
    request,
    isConnected,
    hurry: () => void hurry(),
    on(name, listener) {
      const entry = { name, listener }
      eventListeners.add(entry)
      if (realtime) untyped(realtime.socket).on(name, listener)
      return () => {
        eventListeners.delete(entry)
        if (realtime) untyped(realtime.socket).off(name, listener)
      }
    },
    setUrgent(urgent) {
      isUrgent = urgent
      setPace()
    },
    onConnected(listener) {
      connectedListeners.add(listener)
      if (isConnected()) listener()
      return () => connectedListeners.delete(listener)
    },
    apply,
    close,
  }
}

type Listening = (name: string, listener: (payload: never) => void) => void

/** TypeScript does not follow a name that is one of many to the listener that goes with it. */
function untyped(socket: Realtime['socket']): { on: Listening; off: Listening } {
  return { on: socket.on.bind(socket) as Listening, off: socket.off.bind(socket) as Listening }
}
