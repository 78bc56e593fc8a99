interface CoalescerOptions<Value> {
  /** Milliseconds, or how many for a key: asked whenever a window opens. */
  window: number | ((key: string) => number)
  emit: (key: string, value: Value) => void
  /** What is passed on of two values; the later one unless it is said otherwise. */
  merge?: (earlier: Value, later: Value) => Value
}

/**
 * Passes on at most one value a key and window: the first at once, then the newest of those that came meanwhile when
 * the window closes. What comes for a quiet key is never delayed; what comes in bursts costs one event a window.
 */
export class Coalescer<Value> {
  readonly #options: CoalescerOptions<Value>
  readonly #open = new Map<string, { timer: NodeJS.Timeout; pending: Value | undefined }>()

  constructor(options: CoalescerOptions<Value>) {
    this.#options = options
  }

  push(key: string, value: Value): void {
    const window = this.#open.get(key)
    if (window) {
      const { merge } = this.#options
      window.pending = window.pending !== undefined && merge ? merge(window.pending, value) : value
      return
    }
    this.#openWindow(key)
    this.#options.emit(key, value)
  }

  /** What waits for the key's window to close. */
  pending(key: string): Value | undefined {
    return this.#open.get(key)?.pending
  }

  #openWindow(key: string): void {
    const { window } = this.#options
    const timer = setTimeout(() => this.#close(key), typeof window === 'number' ? window : window(key))
    this.#open.set(key, { timer, pending: undefined })
  }

  #close(key: string): void {
    const pending = this.#open.get(key)?.pending
    this.#open.delete(key)
    if (pending === undefined) return
    this.#openWindow(key)
    this.#options.emit(key, pending)
  }

  /** Drops what is pending. */
  stop(): void {
    for (const { timer } of this.#open.values()) clearTimeout(timer)
    this.#open.clear()
  }
}
