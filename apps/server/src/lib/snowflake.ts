/** Discord's epoch, 2015-01-01T00:00:00Z, in Unix milliseconds. */
export const EPOCH = 1_420_070_400_000

/** How far apart two ids are that differ in nothing but a millisecond. */
export const MILLISECOND = 1n << 22n

/** How many worker numbers the layout has room for. */
export const WORKER_COUNT = 1024
const INCREMENT_COUNT = 4096

/**
 * Makes ids in Discord's layout: 42 bits of milliseconds since {@link EPOCH}, 10 of worker and process, 12 of increment
 * (https://discord.com/developers/docs/reference#snowflakes).
 *
 * Ids of one generator only grow, whatever the clock does: it is a hybrid logical clock, which stands still while the
 * wall clock is behind and can be lifted over ids made elsewhere by {@link observe}. The increment goes on counting from
 * one millisecond to the next: two ids that are moved to the same millisecond, past those of a clock that is ahead, differ
 * by it.
 */
export class SnowflakeGenerator {
  #worker = 0n
  readonly #now: () => number
  #milliseconds = 0
  #increment = -1

  /** @param worker 0 to 1023, held by no other running instance */
  constructor(worker: number, now: () => number = Date.now) {
    this.useWorker(worker)
    this.#now = now
  }

  /** Makes later ids under another worker number. */
  useWorker(worker: number): void {
    if (!Number.isInteger(worker) || worker < 0 || worker >= WORKER_COUNT) {
      throw new RangeError(`A worker number is between 0 and ${WORKER_COUNT - 1}`)
    }
    this.#worker = BigInt(worker) << 12n
    // Ids of the same millisecond would sort by worker.
    this.#milliseconds++
  }

  next(): bigint {
    const now = this.#now() - EPOCH
    this.#increment = (this.#increment + 1) % INCREMENT_COUNT
    if (now > this.#milliseconds) this.#milliseconds = now
    else if (this.#increment === 0) this.#milliseconds++
    return (BigInt(this.#milliseconds) << 22n) | this.#worker | BigInt(this.#increment)
  }

  /** Makes every later id greater than `id`. */
  observe(id: bigint): void {
    this.#milliseconds = Math.max(this.#milliseconds, Number(id >> 22n) + 1)
  }
}

/** When an id was made. */
export function snowflakeDate(id: bigint | string): Date {
  return new Date(Number(BigInt(id) >> 22n) + EPOCH)
}
