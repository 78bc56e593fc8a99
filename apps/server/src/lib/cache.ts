import { LRUCache } from 'lru-cache'

/** Where instances keep what they have loaded for each other. Rejects while it is away. */
export interface SharedStore {
  /** The value as it was set, or undefined. */
  get(key: string): Promise<unknown>
  set(key: string, value: unknown, ttlMs: number): Promise<void>
  delete(key: string): Promise<void>
}

interface Entry<Value> {
  value: Value
  /** `performance.now()` from when on it is worth loading it anew. */
  freshUntil: number
}

let sharedStore: SharedStore | undefined

/** Called once at start, where there are several instances. */
export function setUpSharedCache(store: SharedStore): void {
  sharedStore = store
}

interface CacheOptions<Value> {
  /** What its keys begin with in the shared store. */
  name: string
  /** Answers also for what does not exist, so that asking again costs nothing. */
  load: (key: string) => Promise<Value>
  max: number
  /** Milliseconds that a value is good for, counted from when its loading began. */
  ttl: number
  /** Milliseconds that it is good for among the instances; not at all by default, and never for who may do what. */
  sharedTtl?: number
}

/** Every cache, for {@link clearCaches}. */
const caches: { clear(): void }[] = []

/** Forgets everything: called after changes may have gone unheard. */
export function clearCaches(): void {
  for (const cache of caches) cache.clear()
}

/** The part of a value's life after which it is loaded anew for whoever asks next, who need not wait for it. */
const FRESH_PART = 0.7

/**
 * Remembers what is read far more often than it changes, in this process and, if so wished, in the store that the
 * instances share. However many ask for a key at once, it is loaded once, and again a little before its time is up, so
 * that who asks all the time never waits. What is forgotten while it is being loaded is
 * not remembered, for it may have been read before the change. Lifetimes vary, so that what was loaded together does
 * not expire together.
 */
export class Cache<Value> {
  readonly #options: CacheOptions<Value>
  readonly #entries: LRUCache<string, Entry<Value>>
  readonly #loads = new Map<string, Promise<Value>>()

  constructor(options: CacheOptions<Value>) {
    this.#options = options
    // With `max` it would take the memory for all of them at once.
    this.#entries = new LRUCache({ maxSize: options.max, sizeCalculation: () => 1, perf: performance })
    caches.push(this)
  }

  get(key: string): Promise<Value> {
    const entry = this.#entries.get(key)
    if (!entry) return this.#loads.get(key) ?? this.#reload(key)
    // What fails is tried again by who asks when the value is gone.
    if (performance.now() > entry.freshUntil && !this.#loads.has(key)) this.#reload(key).catch(() => undefined)
    return Promise.resolve(entry.value)
  }

  #reload(key: string): Promise<Value> {
    const start = performance.now()
    const isCurrent = () => this.#loads.get(key) === load
    const load = this.#load(key, isCurrent)
    this.#loads.set(key, load)
    const settled = () => isCurrent() && this.#loads.delete(key)
    load.then((value) => settled() && this.#remember(key, value, start), settled)
    return load
  }

  /** Replaces what is remembered here. */
  set(key: string, value: Value): void {
    this.forget(key)
    this.#remember(key, value, performance.now())
  }

  /** Called after a change, on every instance. */
  forget(key: string): void {
    this.#entries.delete(key)
    this.#loads.delete(key)
    if (this.#options.sharedTtl !== undefined) sharedStore?.delete(this.#sharedKey(key)).catch(() => undefined)
  }

  clear(): void {
    this.#entries.clear()
    this.#loads.clear()
  }

  #remember(key: string, value: Value, start: number): void {
    const life = vary(this.#options.ttl)
    const ttl = Math.floor(life - (performance.now() - start))
    if (ttl > 0) this.#entries.set(key, { value, freshUntil: start + life * FRESH_PART }, { ttl })
  }

  /** @param isCurrent whether the key has not been forgotten since */
  async #load(key: string, isCurrent: () => boolean): Promise<Value> {
    const { load, sharedTtl } = this.#options
    if (!sharedStore || sharedTtl === undefined) return load(key)
    const store = sharedStore
    const sharedKey = this.#sharedKey(key)
    const known = (await store.get(sharedKey).catch(() => undefined)) as { value: Value } | undefined
    if (known) return known.value
    const value = await load(key)
    if (isCurrent()) store.set(sharedKey, { value }, vary(sharedTtl)).catch(() => undefined)
    return value
  }

  #sharedKey(key: string): string {
    return `${this.#options.name}:${key}`
  }
}

/** Up to a fifth less. */
function vary(ttl: number): number {
  return Math.floor(ttl * (1 - Math.random() / 5))
}
