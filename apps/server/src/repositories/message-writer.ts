import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import type { Pool } from 'pg'
import { withConnection } from '../config/with-connection.ts'
import { AppError, isConnectionError } from '../lib/errors.ts'
import { logger } from '../lib/logger.ts'
import { commitBatchSize, messagesStored, writeQueueLength } from '../lib/metrics.ts'
import { MILLISECOND, type SnowflakeGenerator } from '../lib/snowflake.ts'
import {
  findWritten,
  type IdentifiedDraft,
  insertMessages,
  type MessageDraft,
  type StoredPlace,
  toWritten,
  type WrittenMessage,
} from './message-statements.ts'

/** `created` is false when this nonce had been stored before; then the message is that first one. */
export interface WriteResult {
  message: WrittenMessage
  created: boolean
}

/** A draft on its way. */
interface PendingMessage extends IdentifiedDraft {
  /** `performance.now()` after which its sender is told that it is not stored. */
  deadline: number
  /** Whether it may be stored already, and must be looked up before it is written (again). */
  isUnclear: boolean
  /** Whether the connection broke while a statement with it was under way, which may end well all the same. */
  wasCut: boolean
  onStored: (message: WrittenMessage) => void
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

/** How often messages whose time is up are looked for, in milliseconds. */
const EXPIRY_INTERVAL = 100
/** Unique violations in a row after which they are no longer taken for the doing of another instance. */
const MAX_DUPLICATES = 3

/**
 * Group commit: collects the messages that arrive while a statement is under way and writes them with the next one, so
 * that one commit acknowledges many. An idle writer writes at once. Exactly one statement is under way at a time: with
 * two, messages of a channel could overtake each other.
 */
export class MessageWriter {
  readonly #pool: Pool
  readonly #ids: SnowflakeGenerator
  readonly #maxQueue: number
  readonly #maxBatch: number
  readonly #patience: number
  readonly #inFlight = new Map<string, Promise<WriteResult>>()
  #queue: PendingMessage[] = []
  #underWay: PendingMessage[] = []
  #draining: Promise<void> | undefined
  #isClosed = false

  constructor({ pool, ids, maxQueue = 10_000, maxBatch = 500, patience = 4_000 }: MessageWriterOptions) {
    this.#pool = pool
    this.#ids = ids
    this.#maxQueue = maxQueue
    this.#maxBatch = maxBatch
    this.#patience = patience
  }

  /**
   * Stores a message and resolves once it is durable.
   * @param onStored hears of the new message when it is durable, before its sender does: once, in the order of `seq`
   *   within the channel, and also when the sender was told `unavailable` meanwhile
   * @throws AppError `overloaded` when too many wait, `not_found` when the channel is gone (or the message that this
   *   nonce stands for was deleted), `unavailable` when the database stays away
   */
  write(draft: MessageDraft, onStored: (message: WrittenMessage) => void): Promise<WriteResult> {
    const key = draft.nonce && `${draft.channelId}:${draft.authorId}:${draft.nonce}`
    const first = key ? this.#inFlight.get(key) : undefined
    if (first) return first.then(({ message }) => ({ message, created: false }))
    if (this.#isClosed) return Promise.reject(new AppError('unavailable', { retryAfter: 1 }))
    if (this.#queue.length >= this.#maxQueue) return Promise.reject(new AppError('overloaded', { retryAfter: 1 }))

    const settle = Promise.withResolvers<WriteResult>()
    const deadline = performance.now() + this.#patience
    this.#queue.push({ ...draft, id: 0n, deadline, isUnclear: false, wasCut: false, onStored, settle })
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

  /** Refuses new messages, and resolves when those that wait are settled. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#draining
  }

  async #drain(): Promise<void> {
    const expiry = setInterval(() => this.#refuseExpired(), EXPIRY_INTERVAL)
    // One turn of the event loop, so that everything read from the sockets in this one shares the commit.
    await nextTurn()
    while (this.#queue.length > 0) {
      this.#underWay = this.#queue.splice(0, this.#maxBatch)
      writeQueueLength.set(this.#queue.length)
      for (const pending of this.#underWay) pending.id = this.#ids.next()
      await this.#commit(this.#underWay)
    }
    this.#underWay = []
    clearInterval(expiry)
    this.#draining = undefined
  }

  /** Settles every message of the batch. */
  async #commit(batch: PendingMessage[]): Promise<void> {
    let rest = batch
    let failures = 0
    let duplicates = 0
    while (rest.length > 0) {
      try {
        rest = await (rest.some((pending) => pending.isUnclear) ? this.#lookUp(rest) : this.#insert(rest))
      } catch (error) {
        if (isConnectionError(error)) {
          logger.warn({ err: error, messages: rest.length }, 'could not store messages; trying again')
          rest = this.#refuseGivenUp(rest)
          await delay(Math.min(25 * 2 ** failures++, 250))
        } else if (isUniqueViolation(error) && duplicates++ < MAX_DUPLICATES) {
          // Another instance, or a statement of ours that broke off, has stored one of these nonces meanwhile.
          for (const pending of rest) pending.isUnclear = true
        } else {
          return this.#commitApart(rest, error)
        }
      }
    }
  }

  /** Halves a batch that cannot be stored as a whole until what is wrong is alone, so that it fails no neighbour. */
  async #commitApart(batch: PendingMessage[], error: unknown): Promise<void> {
    if (batch.length === 1) return refuse(batch, error)
    const middle = Math.ceil(batch.length / 2)
    await this.#commit(batch.slice(0, middle))
    await this.#commit(batch.slice(middle))
  }

  /** @returns what was left out: its nonce was stored before, or its channel is gone */
  async #insert(batch: PendingMessage[]): Promise<PendingMessage[]> {
    const places = await this.#insertOnce(batch)
    commitBatchSize.observe(batch.length)
    messagesStored.inc(places.size)
    const leftOut: PendingMessage[] = []
    for (const pending of batch) {
      const place = places.get(String(pending.id))
      pending.isUnclear = place === undefined
      if (place) this.#announce(pending, toWritten(pending, place))
      else leftOut.push(pending)
    }
    return leftOut
  }

  async #insertOnce(batch: PendingMessage[]): Promise<Map<string, StoredPlace>> {
    let isSent = false
    try {
      return await withConnection(this.#pool, (client) => {
        isSent = true
        return insertMessages(client, batch)
      })
    } catch (error) {
      if (isSent && isConnectionError(error)) for (const pending of batch) pending.isUnclear = pending.wasCut = true
      throw error
    }
  }

  /** @returns what is not stored and may be written */
  async #lookUp(batch: PendingMessage[]): Promise<PendingMessage[]> {
    const writable: PendingMessage[] = []
    for (const { draft: pending, state } of await withConnection(this.#pool, (client) => findWritten(client, batch))) {
      pending.isUnclear = false
      if (state.kind === 'gone') refuse([pending], new AppError('not_found'))
      else if (state.kind === 'stored' && isFrom(pending, state.message)) this.#announce(pending, state.message)
      else if (state.kind === 'stored') pending.settle.resolve({ message: state.message, created: false })
      // What may yet be stored can be written again only under a nonce, which keeps it from being stored twice.
      else if (isExpired(pending) || (pending.wasCut && !pending.nonce)) refuse([pending], unavailable())
      else writable.push(pending)
    }
    return writable
  }

  #announce(pending: PendingMessage, message: WrittenMessage): void {
    // An id that had to make way for another instance's must not come up again, in another channel.
    if (message.id !== String(pending.id)) this.#ids.observe(BigInt(message.id))
    try {
      pending.onStored(message)
    } catch (error) {
      logger.error({ err: error }, 'could not announce a message')
    }
    pending.settle.resolve({ message, created: true })
  }

  /** Tells the senders whose time is up, also while a database that does not answer holds everything up. */
  #refuseExpired(): void {
    refuse(this.#underWay.filter(isExpired), unavailable())
    refuse(this.#queue.filter(isExpired), unavailable())
    this.#queue = this.#queue.filter((pending) => !isExpired(pending))
    writeQueueLength.set(this.#queue.length)
  }

  /**
   * What may have been stored is kept, though its sender waits no longer: it must be announced if it was.
   * @returns what is still to be looked up or written
   */
  #refuseGivenUp(batch: PendingMessage[]): PendingMessage[] {
    const isGivenUp = (pending: PendingMessage) => isExpired(pending) && (!pending.wasCut || this.#isClosed)
    refuse(batch.filter(isGivenUp), unavailable())
    return batch.filter((pending) => !isGivenUp(pending))
  }
}

const unavailable = () => new AppError('unavailable', { retryAfter: 1 })

function isExpired(pending: PendingMessage): boolean {
  return pending.deadline <= performance.now()
}

/** Whether a stored message is this very attempt, and not an earlier one with the same nonce: ids move by whole milliseconds. */
function isFrom(pending: PendingMessage, { id }: WrittenMessage): boolean {
  const moved = BigInt(id) - pending.id
  return moved >= 0n && moved % MILLISECOND === 0n
}

function isUniqueViolation(error: unknown): boolean {
  return (error as { code?: unknown }).code === '23505'
}

function refuse(batch: PendingMessage[], error: unknown): void {
  for (const pending of batch) pending.settle.reject(error)
}
