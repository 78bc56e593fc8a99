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
 * wall clock is behind and can be lifted over ids made elsewhere by {@link observe}.
 */
export class SnowflakeGenerator {
  #worker = 0n
  readonly #now: () => number
  #milliseconds = 0
  #increment = 0

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
    this.#increment = 0
  }

  next(): bigint {
    const now = this.#now() - EPOCH
    if (now > this.#milliseconds) {
      this.#milliseconds = now
      this.#increment = 0
    } else if (++this.#increment === INCREMENT_COUNT) {
      this.#milliseconds++
      this.#increment = 0
    }
    return (BigInt(this.#milliseconds) << 22n) | this.#worker | BigInt(this.#increment)
  }

  /** Makes every later id greater than `id`. */
  observe(id: bigint): void {
    const milliseconds = Number(id >> 22n) + 1
    if (milliseconds > this.#milliseconds) {
      this.#milliseconds = milliseconds
      this.#increment = 0
    }
  }
}

/** When an id was made. */
export function snowflakeDate(id: bigint | string): Date {
  return new Date(Number(BigInt(id) >> 22n) + EPOCH)
}
