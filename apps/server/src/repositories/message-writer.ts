import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import type { Pool } from 'pg'
import { AppError, isConnectionError } from '../lib/errors.ts'
import { commitBatchSize, messagesStored, writeQueueLength } from '../lib/metrics.ts'
import { type SnowflakeGenerator, snowflakeDate } from '../lib/snowflake.ts'
import { findWritten, insertMessages } from './message-statements.ts'

export interface MessageDraft {
  channelId: string
  authorId: string
  content: string
  nonce: string | undefined
}

export interface WrittenMessage extends MessageDraft {
  id: string
  seq: number
  createdAt: Date
  editedAt: Date | null
}

/** `created` is false when this nonce had been stored before; then the message is that first one. */
export interface WriteResult {
  message: WrittenMessage
  created: boolean
}

/** A draft on its way; `id` is the candidate it is being stored under. */
export interface PendingMessage extends MessageDraft {
  id: bigint
  /** `performance.now()` after which it is given up. */
  deadline: number
  settle: PromiseWithResolvers<WriteResult>
}

interface MessageWriterOptions {
  pool: Pool
  ids: SnowflakeGenerator
  /** Messages that may wait; beyond, sends are refused as `overloaded`. */
  maxQueue?: number
  maxBatch?: number
  /** Milliseconds for which a message outlives a database that is away, before its sender hears `unavailable`. */
  patience?: number
}

const UNIQUE_VIOLATION = '23505'

/**
 * Group commit: collects the messages that arrive while a statement is under way and writes them with the next one, so
 * that one commit acknowledges many. An idle writer writes at once. Exactly one statement is under way at a time: with
 * two, messages of a channel could overtake each other.
 *
 * Results settle in the order of `seq` within each channel, so what is emitted right after `await write()` is in order.
 */
export class MessageWriter {
  readonly #pool: Pool
  readonly #ids: SnowflakeGenerator
  readonly #maxQueue: number
  readonly #maxBatch: number
  readonly #patience: number
  readonly #inFlight = new Map<string, Promise<WriteResult>>()
  #queue: PendingMessage[] = []
  #draining: Promise<void> | undefined

  constructor({ pool, ids, maxQueue = 10_000, maxBatch = 500, patience = 4_000 }: MessageWriterOptions) {
    this.#pool = pool
    this.#ids = ids
    this.#maxQueue = maxQueue
    this.#maxBatch = maxBatch
    this.#patience = patience
  }

  /**
   * Stores a message and resolves once it is durable.
   * @throws AppError `overloaded` when too many wait, `not_found` when the channel is gone (or the message that this
   *   nonce stands for was deleted), `unavailable` when the database stays away
   */
  write(draft: MessageDraft): Promise<WriteResult> {
    const key = draft.nonce && `${draft.channelId}:${draft.authorId}:${draft.nonce}`
    const first = key ? this.#inFlight.get(key) : undefined
    if (first) return first.then(({ message }) => ({ message, created: false }))
    if (this.#queue.length >= this.#maxQueue) return Promise.reject(new AppError('overloaded', { retryAfter: 1 }))

    const settle = Promise.withResolvers<WriteResult>()
    this.#queue.push({ ...draft, id: 0n, deadline: performance.now() + this.#patience, settle })
    writeQueueLength.set(this.#queue.length)
    if (key) {
      this.#inFlight.set(key, settle.promise)
      settle.promise.then(
        () => this.#inFlight.delete(key),
        () => this.#inFlight.delete(key),
      )
    }
    this.#draining ??= this.#drain()
    return settle.promise
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining
  }

  async #drain(): Promise<void> {
    // One turn of the event loop, so that everything read from the sockets in this one shares the commit.
    await nextTurn()
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, this.#maxBatch)
      writeQueueLength.set(this.#queue.length)
      for (const pending of batch) pending.id = this.#ids.next()
      await this.#commit(batch)
    }
    this.#draining = undefined
  }

  /** Settles every message of the batch. */
  async #commit(batch: PendingMessage[]): Promise<void> {
    let rest = batch
    for (let failures = 0; rest.length > 0; ) {
      try {
        // After a broken connection nobody knows whether the statement was committed: look before writing again.
        if (failures > 0) rest = await this.#settleWritten(rest)
        if (rest.length > 0) rest = await this.#insert(rest)
      } catch (error) {
        if (!isConnectionError(error)) {
          if (rest.length === 1) return this.#settleFailed(rest, error)
          for (const pending of rest) await this.#commit([pending])
          return
        }
        failures++
        rest = this.#settleExpired(rest, error)
        this.#queue = this.#settleExpired(this.#queue, error)
        await delay(Math.min(25 * 2 ** failures, 250))
      }
    }
  }

  /** @returns what could not be stored and is worth another try */
  async #insert(batch: PendingMessage[]): Promise<PendingMessage[]> {
    let seqs: Map<string, number>
    try {
      seqs = await insertMessages(this.#pool, batch)
    } catch (error) {
      // Another instance, or our own broken connection, has stored one of these nonces or ids meanwhile.
      if (batch.length === 1 && (error as { code?: string }).code === UNIQUE_VIOLATION)
        return this.#settleWritten(batch)
      throw error
    }
    commitBatchSize.observe(batch.length)
    messagesStored.inc(seqs.size)
    const rest: PendingMessage[] = []
    for (const pending of batch) {
      const seq = seqs.get(String(pending.id))
      if (seq === undefined) rest.push(pending)
      else pending.settle.resolve({ message: toWritten(pending, seq), created: true })
    }
    return rest.length === 0 ? rest : this.#settleWritten(rest)
  }

  /**
   * Finds out why messages are not (known to be) stored, and settles those that are or never will be.
   * @returns those to be tried again, with new ids where another instance's were ahead
   */
  async #settleWritten(batch: PendingMessage[]): Promise<PendingMessage[]> {
    const rest: PendingMessage[] = []
    for (const { pending, state } of await findWritten(this.#pool, batch)) {
      if (state.kind === 'stored')
        pending.settle.resolve({ message: state.message, created: state.message.id === String(pending.id) })
      else if (state.kind === 'gone') pending.settle.reject(new AppError('not_found'))
      else rest.push(pending)
      if (state.kind === 'absent' && state.lastMessageId !== null && state.lastMessageId >= pending.id) {
        this.#ids.observe(state.lastMessageId)
      }
    }
    for (const pending of rest) pending.id = this.#ids.next()
    return rest
  }

  #settleExpired(batch: PendingMessage[], cause: unknown): PendingMessage[] {
    const now = performance.now()
    const expired = batch.filter((pending) => pending.deadline <= now)
    this.#settleFailed(expired, new AppError('unavailable', { retryAfter: 1, cause }))
    return batch.filter((pending) => pending.deadline > now)
  }

  #settleFailed(batch: PendingMessage[], error: unknown): void {
    for (const pending of batch) pending.settle.reject(error)
  }
}

function toWritten({ id, channelId, authorId, content, nonce }: PendingMessage, seq: number): WrittenMessage {
  return { id: String(id), channelId, authorId, content, nonce, seq, createdAt: snowflakeDate(id), editedAt: null }
}
