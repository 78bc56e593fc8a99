import { ParleyError } from '@parley/client/parley-error'
import type { Message } from '@parley/contracts/message'
import type { Target } from '../../realtime/target.ts'

export interface ReadMarkerOptions {
  /** Tells the app. */
  put: (target: Target, messageId: string) => Promise<unknown>
  /** Tells the app that a message and what follows is unread. */
  putUnread: (target: Target, messageId: string) => Promise<unknown>
  /** Shows it here, without waiting for the app. */
  onRead: (target: Target, message: Pick<Message, 'id' | 'seq'>) => void
}

export interface ReadMarker {
  /** Everything up to this message has been seen. */
  mark(target: Target, message: Pick<Message, 'id' | 'seq'>): void
  /** This message and everything after it is to be read again; rejects when the app could not be told. */
  markUnread(target: Target, message: Pick<Message, 'id' | 'seq'>): Promise<void>
  /** Tells the app what it could not be told before. */
  flush(): void
  stop(): void
}

/** Milliseconds in which several messages seen make one request. */
const THROTTLE = 800
const RETRY = 5_000

const transient = new Set(['network_error', 'overloaded', 'unavailable', 'rate_limited', 'internal_error'])

/** Tells the app how far a person has read, at most once per channel and moment. */
export function createReadMarker({ put, putUnread, onRead }: ReadMarkerOptions): ReadMarker {
  const pending = new Map<string, { target: Target; id: string }>()
  const marked = new Map<string, number>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  function schedule(channelId: string, delay: number): void {
    if (timers.has(channelId)) return
    timers.set(
      channelId,
      setTimeout(() => {
        timers.delete(channelId)
        void send(channelId)
      }, delay),
    )
  }

  async function send(channelId: string): Promise<void> {
    const mark = pending.get(channelId)
    if (!mark) return
    try {
      await put(mark.target, mark.id)
      if (pending.get(channelId) === mark) pending.delete(channelId)
    } catch (error) {
      if (error instanceof ParleyError && transient.has(error.code)) schedule(channelId, RETRY)
      else pending.delete(channelId)
    }
  }

  return {
    mark(target, { id, seq }) {
      if ((marked.get(target.channelId) ?? 0) >= seq) return
      marked.set(target.channelId, seq)
      pending.set(target.channelId, { target, id })
      onRead(target, { id, seq })
      schedule(target.channelId, THROTTLE)
    },
    async markUnread(target, { id, seq }) {
      const { channelId } = target
      // What was about to be told as read must not undo it.
      pending.delete(channelId)
      await putUnread(target, id)
      marked.set(channelId, seq - 1)
    },
    flush() {
      for (const channelId of pending.keys()) void send(channelId)
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
