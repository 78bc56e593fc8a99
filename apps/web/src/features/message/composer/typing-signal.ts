export interface TypingSignalOptions {
  start: () => void
  stop: () => void
}

/** Tells others that one types. */
export interface TypingSignal {
  /** The text has changed, and there is some. */
  typed(): void
  /** Sent, cleared or left. */
  stopped(): void
}

/** Milliseconds between two signals; the app forgets somebody after ten seconds without. */
const INTERVAL = 3_000

/** A signal for one channel. */
export function createTypingSignal({ start, stop }: TypingSignalOptions): TypingSignal {
  let lastStart: number | undefined
  return {
    typed() {
      const now = Date.now()
      if (lastStart !== undefined && now - lastStart < INTERVAL) return
      lastStart = now
      start()
    },
    stopped() {
      if (lastStart === undefined) return
      lastStart = undefined
      stop()
    },
  }
}
