/** Timers by key, at most one a key. They keep no process alive. */
export class KeyedTimers {
  readonly #timers = new Map<string, NodeJS.Timeout>()

  /** Runs `action` after so many milliseconds, unless the key is set again or cleared before. */
  set(key: string, delay: number, action: () => void): void {
    this.clear(key)
    const timer = setTimeout(() => {
      this.#timers.delete(key)
      action()
    }, delay)
    this.#timers.set(key, timer.unref())
  }

  has(key: string): boolean {
    return this.#timers.has(key)
  }

  clear(key: string): void {
    clearTimeout(this.#timers.get(key))
    this.#timers.delete(key)
  }
}
