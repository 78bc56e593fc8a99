import type { Bus, InstanceId } from './bus.ts'

interface Entry<Value> {
  instanceId: InstanceId | undefined
  value: Value
}

/** What instances tell each other of a roster. `version` counts the sender's changes. */
type News<Value> =
  | { kind: 'set'; version: number; key: string; holder: string; value: Value }
  | { kind: 'delete'; version: number; key: string; holder: string }
  | { kind: 'all'; version: number; entries: [key: string, holder: string, value: Value][] }
  | { kind: 'version'; version: number }
  | { kind: 'ask'; of: InstanceId }

/** @param isLost whether it changed because the instance that held something is gone */
type PeerChangeListener = (keys: ReadonlySet<string>, isLost: boolean) => void

/** How often an instance says how many changes it has made, for whoever has missed one, in milliseconds. */
const VERSION_INTERVAL_MS = 2_000

/**
 * Who holds what in all instances together, such as connections or seats: under a key (a user, a call) one value for
 * each holder (a connection). Every instance has all of it in memory, so that reading never waits; what an instance
 * held goes when it dies. Changes reach the others in milliseconds; those that get lost, within seconds.
 */
export class Roster<Value> {
  readonly #topic: string
  readonly #bus: Bus
  readonly #entries = new Map<string, Map<string, Entry<Value>>>()
  /** How far what is known of the others goes. */
  readonly #versions = new Map<InstanceId, number>()
  /** Those who have been asked for all they hold, and have not answered. */
  readonly #asked = new Set<InstanceId>()
  readonly #timer: NodeJS.Timeout
  #version = 0
  #onPeerChange: PeerChangeListener = () => undefined

  /** @param topic of its own on the bus */
  constructor(topic: string, bus: Bus) {
    this.#topic = topic
    this.#bus = bus
    bus.listen<News<Value>>(topic, (news, from) => this.#hear(news, from))
    bus.on('joined', (peer) => this.#ask(peer))
    bus.on('lost', (peer) => {
      this.#asked.delete(peer)
      this.#versions.delete(peer)
      this.#replace(peer, [], true)
    })
    bus.on('back', () => this.#tellAll())
    this.#timer = setInterval(() => this.#tell({ kind: 'version', version: this.#version }), VERSION_INTERVAL_MS)
    this.#timer.unref()
  }

  set(key: string, holder: string, value: Value): void {
    this.#put(key, holder, { instanceId: undefined, value })
    this.#tell({ kind: 'set', version: ++this.#version, key, holder, value })
  }

  delete(key: string, holder: string): void {
    if (!this.#remove(key, holder)) return
    this.#tell({ kind: 'delete', version: ++this.#version, key, holder })
  }

  /** What is held under a key, by holder, on whichever instance. */
  get(key: string): ReadonlyMap<string, Value> {
    return new Map([...(this.#entries.get(key) ?? [])].map(([holder, { value }]) => [holder, value]))
  }

  /** The same, without the holders. */
  *values(key: string): Generator<Value> {
    for (const { value } of this.#entries.get(key)?.values() ?? []) yield value
  }

  /** How many hold something under a key. */
  count(key: string): number {
    return this.#entries.get(key)?.size ?? 0
  }

  has(key: string, holder: string): boolean {
    return this.#entries.get(key)?.has(holder) ?? false
  }

  /** The keys under which something is held. */
  get size(): number {
    return this.#entries.size
  }

  /** Keys under which something is held, on whichever instance. */
  keys(): string[] {
    return [...this.#entries.keys()]
  }

  /** Keys under which this instance holds something. */
  ownKeys(): string[] {
    return [...this.#entries].filter(([, holders]) => [...holders.values()].some(isOwn)).map(([key]) => key)
  }

  /** Calls back with the keys that other instances have changed something under, or that changed because one was lost. */
  onPeerChange(listener: PeerChangeListener): void {
    this.#onPeerChange = listener
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #hear(news: News<Value>, from: InstanceId): void {
    switch (news.kind) {
      case 'ask':
        if (news.of === this.#bus.instanceId) this.#tellAll()
        break
      case 'all':
        this.#asked.delete(from)
        this.#versions.set(from, news.version)
        this.#replace(from, news.entries, false)
        break
      case 'version':
        if (news.version === this.#versions.get(from)) break
        // Repeated, should the question or the answer have got lost.
        this.#asked.delete(from)
        this.#ask(from)
        break
      default:
        if (news.version === (this.#versions.get(from) ?? 0) + 1) this.#apply(news, from)
        else this.#ask(from)
    }
  }

  #apply(news: News<Value> & { kind: 'set' | 'delete' }, from: InstanceId): void {
    this.#versions.set(from, news.version)
    if (news.kind === 'set') this.#put(news.key, news.holder, { instanceId: from, value: news.value })
    else this.#remove(news.key, news.holder)
    this.#onPeerChange(new Set([news.key]), false)
  }

  /** Makes these what another instance holds. */
  #replace(peer: InstanceId, entries: [string, string, Value][], isLost: boolean): void {
    const changed = new Set<string>()
    for (const [key, holders] of this.#entries) {
      for (const [holder, { instanceId }] of holders) {
        if (instanceId !== peer) continue
        changed.add(key)
        this.#remove(key, holder)
      }
    }
    for (const [key, holder, value] of entries) {
      changed.add(key)
      this.#put(key, holder, { instanceId: peer, value })
    }
    if (changed.size > 0) this.#onPeerChange(changed, isLost)
  }

  #ask(peer: InstanceId): void {
    if (this.#asked.has(peer)) return
    this.#asked.add(peer)
    this.#tell({ kind: 'ask', of: peer })
  }

  #tellAll(): void {
    const entries = [...this.#entries].flatMap(([key, holders]) =>
      [...holders]
        .filter(([, entry]) => isOwn(entry))
        .map(([holder, { value }]): [string, string, Value] => [key, holder, value]),
    )
    this.#tell({ kind: 'all', version: this.#version, entries })
  }

  #tell(news: News<Value>): void {
    this.#bus.publish(this.#topic, news)
  }

  #put(key: string, holder: string, entry: Entry<Value>): void {
    const holders = this.#entries.get(key) ?? new Map<string, Entry<Value>>()
    this.#entries.set(key, holders.set(holder, entry))
  }

  #remove(key: string, holder: string): boolean {
    const holders = this.#entries.get(key)
    if (!holders?.delete(holder)) return false
    if (holders.size === 0) this.#entries.delete(key)
    return true
  }
}

const isOwn = ({ instanceId }: Entry<unknown>) => instanceId === undefined
