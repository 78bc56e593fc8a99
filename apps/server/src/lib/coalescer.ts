/**
 * Passes on at most one value a key and window: the first at once, then the newest of those that came meanwhile when
 * the window closes. What comes for a quiet key is never delayed; what comes in bursts costs one event a window.
 */
export class Coalescer<Value> {
  readonly #windowMs: number
  readonly #emit: (key: string, value: Value) => void
  readonly #open = new Map<string, { timer: NodeJS.Timeout; pending: Value | undefined }>()

  constructor(windowMs: number, emit: (key: string, value: Value) => void) {
    this.#windowMs = windowMs
    this.#emit = emit
  }

  push(key: string, value: Value): void {
    const window = this.#open.get(key)
    if (window) {
      window.pending = value
      return
    }
    this.#openWindow(key)
    this.#emit(key, value)
  }

  #openWindow(key: string): void {
    const timer = setTimeout(() => this.#close(key), this.#windowMs)
    this.#open.set(key, { timer, pending: undefined })
  }

  #close(key: string): void {
    const pending = this.#open.get(key)?.pending
    this.#open.delete(key)
    if (pending === undefined) return
    this.#openWindow(key)
    this.#emit(key, pending)
  }

  /** Drops what is pending. */
  stop(): void {
    for (const { timer } of this.#open.values()) clearTimeout(timer)
    this.#open.clear()
  }
}
