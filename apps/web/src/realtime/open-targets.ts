import { ParleyError } from '@parley/client/parley-error'
import type { Message } from '@parley/contracts/message'
import { isCancelledError, type QueryClient } from '@tanstack/react-query'
import { setTypists } from '../features/message/typing-store.ts'
import type { Connection } from './connection.ts'
import type { MessageLoader } from './message-loader.ts'
import {
  detachFromPresent,
  leavesGap,
  type MessageWindow,
  markStale,
  receiveMissed,
  trimToNewest,
} from './message-window.ts'
import { keys } from './query-keys.ts'
import type { Target } from './target.ts'

/** What the screen shows of an open target. */
export interface View {
  /** Id of the message being looked at, or null when it is the present. */
  anchor(): string | null
}

/** The channels and conversations on the screen: in their rooms, and without gaps. */
export interface OpenTargets {
  /** Joins a target's room until the returned function is called. */
  open(target: Target, view: View): () => void
  /** Joins every room again and catches up, after the connection came back. */
  rejoin(): void
  /** Checks an event for a gap before it, and heals it. */
  received(message: Message): void
  /** Heals a target that goes further than what has been received of it. */
  reached(channelId: string, lastSeq: number): void
}

interface OpenTarget extends Target {
  view: View
  healing: boolean
  /** The newest message that an event has told of. */
  newestSeq: number
}

interface Opened {
  lastSeq: number
  missed?: Message[] | null | undefined
  typing?: string[] | undefined
}

/** Messages kept of a channel that is left at its end. */
const KEPT = 100

const gone = new Set(['not_found', 'forbidden', 'unauthenticated'])

/** The open targets of one connection. */
export function createOpenTargets(
  queryClient: QueryClient,
  loader: MessageLoader,
  connection: Pick<Connection, 'request' | 'isConnected'>,
): OpenTargets {
  const targets = new Map<string, OpenTarget>()

  const windowOf = ({ channelId }: Target) => queryClient.getQueryData(keys.messages(channelId))
  const change = ({ channelId }: Target, update: (window: MessageWindow) => MessageWindow) =>
    queryClient.setQueryData(keys.messages(channelId), (window) => window && update(window))
  const isOpen = (target: OpenTarget) => targets.get(target.channelId) === target

  /** Joins the room; with a window, also brings it to the present. */
  async function join(target: OpenTarget): Promise<void> {
    const lastSeq = windowOf(target)?.lastSeq
    const payload = lastSeq === undefined ? {} : { lastSeq }
    const reply: Opened =
      target.kind === 'channel'
        ? await connection.request('join-channel', { channelId: target.channelId, ...payload })
        : await connection.request('join-conversation', { conversationId: target.channelId, ...payload })
    setTypists(target.channelId, reply.typing ?? [])
    if (reply.missed === null) change(target, detachFromPresent)
    else if (reply.missed) {
      const { missed } = reply
      change(target, (window) => receiveMissed(window, missed, reply.lastSeq))
    }
  }

  /** Opens or opens again, healing whatever was asked for before the room was joined. */
  async function catchUp(target: OpenTarget): Promise<void> {
    const { queryKey, queryFn } = loader.query(target)
    const query = queryClient.getQueryState(queryKey)
    const askedBefore = query !== undefined && (query.data !== undefined || query.fetchStatus === 'fetching')
    change(target, markStale)
    await join(target)
    if (!askedBefore || !isOpen(target)) return
    await queryClient.fetchQuery({ queryKey, queryFn })
    await loader.refresh(target, target.view.anchor())
  }

  async function heal(target: OpenTarget): Promise<void> {
    if (target.healing) return
    target.healing = true
    try {
      // What arrives while the reply is under way may be newer than the reply.
      do await join(target)
      while (isBehind(target))
      if (windowOf(target)?.hasNewer && target.view.anchor() === null) await loader.refresh(target, null)
    } finally {
      target.healing = false
    }
  }

  function isBehind(target: OpenTarget): boolean {
    const window = windowOf(target)
    return isOpen(target) && window !== undefined && !window.hasNewer && window.lastSeq < target.newestSeq
  }

  /** Tries until it works, the target is closed or gone, or the connection is (then `rejoin` will try). */
  async function persist(target: OpenTarget, attempt: (target: OpenTarget) => Promise<void>): Promise<void> {
    for (let delay = 1000; isOpen(target) && connection.isConnected(); delay = Math.min(delay * 2, 15_000)) {
      try {
        return await attempt(target)
      } catch (error) {
        if (isCancelledError(error)) return
        if (!(error instanceof ParleyError)) throw error
        if (gone.has(error.code)) {
          for (const queryKey of [keys.servers, ['server'], keys.conversations])
            void queryClient.invalidateQueries({ queryKey })
          return
        }
        await new Promise((resolve) => setTimeout(resolve, (error.retryAfter ?? 0) * 1000 || delay))
      }
    }
  }

  function leave(target: OpenTarget): void {
    if (connection.isConnected()) {
      const left =
        target.kind === 'channel'
          ? connection.request('leave-channel', { channelId: target.channelId })
          : connection.request('leave-conversation', { conversationId: target.channelId })
      // Without the room one only hears too much, and the next connection starts without it.
      left.catch(() => undefined)
    }
    setTypists(target.channelId, [])
    if (target.view.anchor() === null)
      change(target, (window) => (window.hasNewer ? window : trimToNewest(window, KEPT)))
  }

  return {
    open({ kind, channelId }, view) {
      const target: OpenTarget = { kind, channelId, view, healing: false, newestSeq: 0 }
      targets.set(channelId, target)
      void persist(target, catchUp)
      return () => {
        if (!isOpen(target)) return
        targets.delete(channelId)
        leave(target)
      }
    },
    rejoin() {
      for (const target of targets.values()) void persist(target, catchUp)
    },
    received(message) {
      const target = targets.get(message.channelId)
      if (!target) return
      target.newestSeq = Math.max(target.newestSeq, message.seq)
      const window = windowOf(target)
      if (window && leavesGap(window, message)) void persist(target, heal)
    },
    reached(channelId, lastSeq) {
      const target = targets.get(channelId)
      if (!target) return
      target.newestSeq = Math.max(target.newestSeq, lastSeq)
      if (isBehind(target)) void persist(target, heal)
    },
  }
}
