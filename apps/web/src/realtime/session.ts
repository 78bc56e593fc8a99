import type { SessionEndReason } from '@parley/contracts/events'
import type { QueryClient } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import type { CallEngine } from '../features/call/engine/call-engine.ts'
import { createLateCallEngine } from '../features/call/engine/late-call-engine.ts'
import { createOutbox, type Outbox } from '../features/message/outbox.ts'
import { startOwnPresence } from '../features/presence/own-presence.ts'
import { seedPresence } from '../features/presence/seed-presence.ts'
import { createReadMarker, type ReadMarker } from '../features/read-state/read-marker.ts'
import { type Connection, createConnection } from './connection.ts'
import { keys } from './query-keys.ts'
import { putRead, putUnread, sendMessage } from './target.ts'
import { readUpTo } from './unread-list.ts'
import { windowReached } from './window-reached.ts'

/** What works as long as one person is signed in. */
export interface Session {
  selfId: string
  connection: Connection
  outbox: Outbox
  readMarker: ReadMarker
  call: CallEngine
  stop(): void
}

/** Connects, and starts what depends on it. */
export function startSession(
  queryClient: QueryClient,
  selfId: string,
  onSessionEnded: (reason: Exclude<SessionEndReason, 'slow_consumer'>) => void,
): Session {
  const stopSeeding = seedPresence(queryClient)
  const connection = createConnection({ queryClient, api, selfId, onSessionEnded })
  const outbox = createOutbox({
    storage: sessionStorage,
    storageKey: `parley:outbox:${selfId}`,
    send: (entry) => sendMessage(api, connection, entry),
    onSent: (message) => {
      // It went over REST: the app is there again.
      if (!connection.isConnected()) connection.hurry()
      connection.apply('message-created', message)
      return windowReached(queryClient, message)
    },
  })
  const readMarker = createReadMarker({
    put: (target, messageId) => putRead(api, target, messageId),
    putUnread: (target, messageId) => putUnread(api, target, messageId),
    onRead: ({ channelId }, { id, seq }) =>
      queryClient.setQueryData(keys.unread, (list) => list && readUpTo(list, { channelId, id, seq })),
  })
  const presence = startOwnPresence((status) => {
    // Without a connection it is told by the next.
    if (connection.isConnected()) connection.request('set-presence', { status }).catch(() => undefined)
  })
  const call = createLateCallEngine(connection)
  connection.onConnected(() => {
    presence.tellAgain()
    outbox.flush()
    readMarker.flush()
  })
  return {
    selfId,
    connection,
    outbox,
    readMarker,
    call,
    stop() {
      call.stop()
      stopSeeding()
      presence.stop()
      outbox.stop()
      readMarker.stop()
      connection.close()
    },
  }
}
