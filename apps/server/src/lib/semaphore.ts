import { AppError } from './errors.ts'

/** Lets a number of tasks run at a time and another number wait; the others are refused. */
export class Semaphore {
  readonly #waiting: (() => void)[] = []
  readonly #maxWaiting: number
  #free: number

  constructor(maxRunning: number, maxWaiting: number) {
    this.#free = maxRunning
    this.#maxWaiting = maxWaiting
  }

  /** @throws AppError `overloaded` when as many wait as may */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    await this.#acquire()
    try {
      return await task()
    } finally {
      this.#release()
    }
  }

  async #acquire(): Promise<void> {
    if (this.#free > 0) {
      this.#free--
      return
    }
    if (this.#waiting.length >= this.#maxWaiting) throw new AppError('overloaded', { retryAfter: 5 })
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** Whoever waits longest takes the place over. */
  #release(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }
}
