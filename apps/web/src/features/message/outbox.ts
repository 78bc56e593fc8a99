import { ParleyError } from '@parley/client/parley-error'
import type { Message } from '@parley/contracts/message'
import { create, type StoreApi, type UseBoundStore } from 'zustand'
import type { Target } from '../../realtime/target.ts'
import { describeError } from '../../ui/error-message.ts'

/** A message on its way to the app. The nonce is its name until it has an id, and keeps a retry from doubling it. */
export interface OutboxEntry extends Target {
  nonce: string
  content: string
  createdAt: string
  /**
   * `waiting` entries are sent by themselves, now or after a reconnect; `failed` ones wait for the person; `sent` ones
   * have not appeared among the messages yet.
   */
  state: 'waiting' | 'failed' | 'sent'
  /** Why it was refused. */
  reason?: string
  /** Attempts that got no answer. */
  attempts: number
}

export interface OutboxOptions {
  /** Sends one message; the same nonce again must change nothing. */
  send: (entry: OutboxEntry) => Promise<Message>
  /** The app has it. Resolves when it stands among the messages, where there are any. */
  onSent: (message: Message) => Promise<void>
  /** Where entries outlive a reload. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  storageKey: string
}

export interface Outbox {
  useEntries: UseBoundStore<StoreApi<OutboxState>>
  add(target: Target, content: string): OutboxEntry
  retry(nonce: string): void
  discard(nonce: string): void
  /** Tries again what is waiting, without minding the back-off. */
  flush(): void
  /** Stops sending; what is left stays in the storage. */
  stop(): void
}

interface OutboxState {
  entries: readonly OutboxEntry[]
}

/** Codes after which the same message may still get through. */
const transient = new Set(['network_error', 'overloaded', 'unavailable', 'rate_limited', 'internal_error'])

const MAX_DELAY = 15_000

/** Keeps what a person has sent until the app has it: in order within a channel, and each once. */
export function createOutbox({ send, onSent, storage, storageKey }: OutboxOptions): Outbox {
  const useEntries = create<OutboxState>(() => ({ entries: restore(storage, storageKey) }))
  /** Channels whose first waiting entry is being sent, or is waiting for its next attempt. */
  const busy = new Map<string, { timer?: ReturnType<typeof setTimeout> }>()
  let stopped = false

  const entries = () => useEntries.getState().entries

  function store(next: readonly OutboxEntry[]): void {
    useEntries.setState({ entries: next })
    // Whoever goes on from the storage has it to themselves.
    if (stopped) return
    try {
      if (next.length === 0) storage.removeItem(storageKey)
      else storage.setItem(storageKey, JSON.stringify(next))
    } catch {
      // Full or forbidden storage costs surviving a reload, not the sending.
    }
  }

  function patch(nonce: string, change: Partial<OutboxEntry>): void {
    store(entries().map((entry) => (entry.nonce === nonce ? { ...entry, ...change } : entry)))
  }

  function remove(nonce: string): void {
    store(entries().filter((entry) => entry.nonce !== nonce))
  }

  function sendNext(channelId: string): void {
    if (stopped || busy.has(channelId)) return
    const entry = entries().find((candidate) => candidate.channelId === channelId && candidate.state === 'waiting')
    if (entry) void attempt(entry)
  }

  async function attempt(entry: OutboxEntry): Promise<void> {
    const { channelId, nonce } = entry
    const slot: { timer?: ReturnType<typeof setTimeout> } = {}
    busy.set(channelId, slot)
    let delay = 0
    try {
      const message = await send(entry)
      patch(nonce, { state: 'sent' })
      void onSent(message).finally(() => remove(nonce))
    } catch (error) {
      if (!(error instanceof ParleyError) || !transient.has(error.code)) {
        patch(nonce, { state: 'failed', reason: describeError(error) })
      } else {
        delay = (error.retryAfter ?? 0) * 1000 || Math.min(500 * 2 ** entry.attempts, MAX_DELAY)
        patch(nonce, { attempts: entry.attempts + 1 })
      }
    }
    const next = () => {
      busy.delete(channelId)
      sendNext(channelId)
    }
    if (delay > 0) slot.timer = setTimeout(next, delay)
    else next()
  }

  function sendAll(): void {
    for (const channelId of new Set(entries().map((entry) => entry.channelId))) sendNext(channelId)
  }
  sendAll()

  return {
    useEntries,
    add(target, content) {
      const entry: OutboxEntry = {
        ...target,
        nonce: crypto.randomUUID(),
        content,
        createdAt: new Date().toISOString(),
        state: 'waiting',
        attempts: 0,
      }
      store([...entries(), entry])
      sendNext(entry.channelId)
      return entry
    },
    retry(nonce) {
      const entry = entries().find((other) => other.nonce === nonce)
      if (!entry) return
      const { reason: _, ...rest } = entry
      // A refused message gives way to those sent after it.
      store([...entries().filter((other) => other !== entry), { ...rest, state: 'waiting', attempts: 0 }])
      sendNext(entry.channelId)
    },
    discard: remove,
    flush() {
      for (const [channelId, { timer }] of busy) {
        if (timer === undefined) continue
        clearTimeout(timer)
        busy.delete(channelId)
      }
      sendAll()
    },
    stop() {
      stopped = true
      for (const { timer } of busy.values()) clearTimeout(timer)
    },
  }
}

function restore(storage: OutboxOptions['storage'], key: string): OutboxEntry[] {
  try {
    const stored = JSON.parse(storage.getItem(key) ?? '[]') as OutboxEntry[]
    return stored.filter(({ state }) => state !== 'sent').map((entry) => ({ ...entry, attempts: 0 }))
  } catch {
    return []
  }
}
