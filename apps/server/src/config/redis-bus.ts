import { Bus, type InstanceId } from '../lib/bus.ts'
import { logger } from '../lib/logger.ts'
import { busPeers } from '../lib/metrics.ts'
import type { RedisLink } from './redis.ts'

const CHANNEL = 'parley:bus'

/** How often an instance says that it is alive, and how long it may be silent, in milliseconds. */
const BEAT_INTERVAL_MS = 2_000
const PATIENCE_MS = 8_000

/** What only the bus itself listens to. */
const BEAT = 'beat'
const GOODBYE = 'goodbye'

interface Envelope {
  from: InstanceId
  topic: string
  payload?: unknown
}

/** A bus over one channel of Redis. */
export class RedisBus extends Bus {
  readonly #redis: RedisLink
  readonly instanceId: InstanceId
  readonly #heardAt = new Map<InstanceId, number>()
  readonly #timer: NodeJS.Timeout

  private constructor(redis: RedisLink, instanceId: InstanceId) {
    super()
    this.#redis = redis
    this.instanceId = instanceId
    redis.subscribe(CHANNEL, (message) => this.#receive(message))
    redis.on('back', () => {
      // Nobody could be heard: everybody has as long as ever to say something.
      for (const peer of this.#heardAt.keys()) this.#heardAt.set(peer, performance.now())
      this.publish(BEAT, null)
      this.emit('back')
    })
    this.#timer = setInterval(() => this.#beat(), BEAT_INTERVAL_MS)
  }

  static async open(redis: RedisLink, instanceId: InstanceId): Promise<RedisBus> {
    const bus = new RedisBus(redis, instanceId)
    await redis.subscriptions()
    bus.#beat()
    return bus
  }

  override get instances(): number {
    return this.#heardAt.size + 1
  }

  get isHeard(): boolean {
    return this.#redis.isUp
  }

  publish(topic: string, payload: unknown): void {
    this.#redis.publish(CHANNEL, JSON.stringify({ from: this.instanceId, topic, payload } satisfies Envelope))
  }

  /** Lets the others forget what this instance held at once. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.publish(GOODBYE, null)
    // Answered when what was said before it has been passed on.
    await this.#redis.ping().catch(() => undefined)
  }

  #beat(): void {
    this.publish(BEAT, null)
    if (!this.#redis.isUp) return
    const silentSince = performance.now() - PATIENCE_MS
    for (const [peer, heardAt] of this.#heardAt) if (heardAt < silentSince) this.#lose(peer, false)
  }

  #receive(message: Buffer): void {
    const { from, topic, payload } = JSON.parse(message.toString()) as Envelope
    if (from === this.instanceId) return
    if (topic === GOODBYE) {
      this.#lose(from, true)
      return
    }
    const isKnown = this.#heardAt.has(from)
    this.#heardAt.set(from, performance.now())
    if (!isKnown) {
      busPeers.set(this.#heardAt.size)
      this.emit('joined', from)
    }
    if (topic !== BEAT) this.deliver(topic, payload, from)
  }

  #lose(peer: InstanceId, saidGoodbye: boolean): void {
    if (!this.#heardAt.delete(peer)) return
    busPeers.set(this.#heardAt.size)
    logger.info({ peer, saidGoodbye }, 'another instance is gone')
    this.emit('lost', peer, saidGoodbye)
  }
}
