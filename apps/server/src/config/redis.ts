import { EventEmitter } from 'node:events'
import { AppError } from '../lib/errors.ts'
import { logger } from '../lib/logger.ts'
import { redisAvailable } from '../lib/metrics.ts'

/** Milliseconds that a command may take before Redis counts as away. */
const COMMAND_DEADLINE_MS = 400
/** How often an echo is asked for: while it comes, and while Redis is away. */
const ECHO_INTERVAL_MS = 1_000
const RETRY_INTERVAL_MS = 250
const ECHO_CHANNEL = 'parley:echo:'

type Handler = (message: Buffer, channel: Buffer) => void

/** A connected client, which reconnects for ever with jittered back-off; commands never queue for a Redis that is away. */
async function connectClient(url: string) {
  const { createClient } = await import('redis')
  const client = createClient({
    url,
    disableOfflineQueue: true,
    // A connection that hangs is replaced: the ping would be answered in time.
    pingInterval: 2_000,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: 5_000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 1_000) * (0.5 + Math.random()),
    },
  })
  client.on('error', (error) => logger.warn({ err: error }, 'Redis is not reachable'))
  await client.connect()
  return client
}

export type RedisClient = Awaited<ReturnType<typeof connectClient>>

/**
 * Redis behind a deadline and a breaker: the one place that decides whether it is there. It is while a message that the
 * app publishes to itself comes back; a command or an echo that takes too long makes it away, fails at once whatever
 * waits for it, in order, and lets nothing else wait until an echo has come back. Emits `away` and `back`.
 */
export class RedisLink extends EventEmitter<{ away: []; back: [] }> {
  readonly #commands: RedisClient
  readonly #subscriber: RedisClient
  readonly #echoChannel: string
  /** What should be subscribed to, and what is as far as Redis has said. */
  readonly #handlers = new Map<string, Handler>()
  readonly #subscribed = new Map<string, Handler>()
  readonly #subscribing = new Set<Promise<void>>()
  readonly #waiting = new Set<(error: Error) => void>()
  #echo = Promise.withResolvers<void>()
  #isUp = true
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  private constructor(commands: RedisClient, subscriber: RedisClient, instanceId: string) {
    super()
    this.setMaxListeners(0)
    this.#commands = commands
    this.#subscriber = subscriber
    this.#echoChannel = ECHO_CHANNEL + instanceId
    // The client subscribes again by itself to what it was subscribed to; what failed meanwhile is left to us.
    subscriber.on('ready', () => this.#reconcile())
    // What was said while this connection was broken is lost, however short that was.
    subscriber.on('reconnecting', () => this.#fall())
  }

  static async connect(url: string, instanceId: string): Promise<RedisLink> {
    const commands = await connectClient(url)
    const subscriber = await connectClient(url).catch((error) => {
      commands.destroy()
      throw error
    })
    const link = new RedisLink(commands, subscriber, instanceId)
    link.subscribe(link.#echoChannel, () => link.#echo.resolve())
    await link.subscriptions()
    if (!(await link.#hearsItself())) {
      link.close()
      throw new Error('it does not publish to shards, as Redis does from version 7 on')
    }
    link.#schedule()
    return link
  }

  get isUp(): boolean {
    return this.#isUp
  }

  /** Resolves when Redis answers. @throws AppError `unavailable` */
  ping(): Promise<unknown> {
    return this.run((client) => client.ping())
  }

  /** Runs a command. @throws AppError `unavailable`, at once while Redis is away, or when it does not answer in time */
  run<Result>(command: (client: RedisClient) => Promise<Result>): Promise<Result> {
    return this.#isUp ? this.#inTime(command(this.#commands)) : Promise.reject(unavailable())
  }

  /** Publishes to whoever has subscribed to the channel now; lost while Redis is away. Never waits. */
  publish(channel: string, message: string | Buffer): void {
    this.run((client) => client.sPublish(channel, message)).catch(() => undefined)
  }

  /** Calls the handler with everything published to a channel, from the moment that {@link subscriptions} resolves. */
  subscribe(channel: string, handler: Handler): void {
    this.#handlers.set(channel, handler)
    this.#reconcileChannel(channel)
  }

  unsubscribe(channel: string): void {
    this.#handlers.delete(channel)
    this.#reconcileChannel(channel)
  }

  /** Resolves when whatever was subscribed to so far is heard, or Redis is away. */
  async subscriptions(): Promise<void> {
    await Promise.all(this.#subscribing)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    for (const client of [this.#commands, this.#subscriber]) if (client.isOpen) client.destroy()
  }

  /** Rejects when there is no answer in time, or Redis is found to be away for another reason. */
  #inTime<Result>(answer: Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    this.#waiting.add(reject)
    // An answer that has come already is read first, when it was this process that was late.
    const timer = setTimeout(() => setImmediate(() => this.#waiting.has(reject) && this.#fall()), COMMAND_DEADLINE_MS)
    answer
      .then(resolve, (error: Error) => {
        if (!this.#commands.isReady) this.#fall()
        reject(error)
      })
      .finally(() => {
        clearTimeout(timer)
        this.#waiting.delete(reject)
      })
    return promise
  }

  #reconcile(): void {
    for (const channel of new Set([...this.#handlers.keys(), ...this.#subscribed.keys()])) {
      this.#reconcileChannel(channel)
    }
  }

  #reconcileChannel(channel: string): void {
    if (!this.#subscriber.isReady) return
    const wanted = this.#handlers.get(channel)
    const current = this.#subscribed.get(channel)
    if (wanted === current) return
    if (current) {
      this.#subscribed.delete(channel)
      this.#subscriber.sUnsubscribe(channel, current, true).catch(() => undefined)
    }
    if (!wanted) return
    this.#subscribed.set(channel, wanted)
    const attempt = this.#inTime(this.#subscriber.sSubscribe(channel, wanted, true)).catch(() => {
      // Tried again when Redis is back.
      if (this.#subscribed.get(channel) === wanted) this.#subscribed.delete(channel)
    })
    this.#subscribing.add(attempt)
    void attempt.finally(() => this.#subscribing.delete(attempt))
  }

  #schedule(): void {
    if (this.#isClosed) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#watch(), this.#isUp ? ECHO_INTERVAL_MS : RETRY_INTERVAL_MS)
  }

  async #watch(): Promise<void> {
    const isThere = await this.#hearsItself()
    if (this.#isClosed) return
    if (isThere) this.#rise()
    else this.#fall()
    this.#schedule()
  }

  /** Whether what is published comes back, which takes both connections and the subscription. */
  async #hearsItself(): Promise<boolean> {
    if (!this.#commands.isReady || !this.#subscriber.isReady) return false
    this.#echo = Promise.withResolvers<void>()
    const { promise: late, resolve } = Promise.withResolvers<false>()
    const timer = setTimeout(() => setImmediate(resolve, false), COMMAND_DEADLINE_MS)
    this.#commands.sPublish(this.#echoChannel, '').catch(() => resolve(false))
    const isHeard = await Promise.race([this.#echo.promise.then(() => true), late])
    clearTimeout(timer)
    return isHeard
  }

  #fall(): void {
    if (!this.#isUp || this.#isClosed) return
    this.#isUp = false
    redisAvailable.set(0)
    logger.warn('Redis is away')
    for (const reject of this.#waiting) reject(unavailable())
    this.#waiting.clear()
    this.emit('away')
    this.#schedule()
  }

  #rise(): void {
    if (this.#isUp) return
    this.#isUp = true
    redisAvailable.set(1)
    logger.warn('Redis is back')
    this.#reconcile()
    this.emit('back')
  }
}

const unavailable = () => new AppError('unavailable', { detail: 'Redis is away', retryAfter: 1 })
