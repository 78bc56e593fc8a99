/** How long a receiver is left with less after it could not take more; doubled each time that more was too much again. */
const FIRST_HOLD_MS = 8_000
const LAST_HOLD_MS = 120_000
/** Bits per second that are always sent: a small picture is worth trying on any line. */
const AT_LEAST = 200_000
/** Below this part of what is sent, what the receiver says it can take is too little. */
const TOO_LITTLE = 0.85

/** A picture that can be sent, in one of its sizes. */
interface Picture {
  /** Those that have come in. */
  bytes: number
  /** Whether it is sent to anybody; else it does not come in. */
  isWanted: boolean
}

/** A section in which the receiver is sent something. */
interface Receiving {
  bytes: number
  /** Bits per second that the receiver says it can take, if it has said. */
  estimate: number | undefined
}

/** What pictures a receiver can take, by what it says of itself. */
export class PictureBudget {
  /** Bits per second; without a bound until the receiver has said that it was too much. */
  #limit = Number.POSITIVE_INFINITY
  #hold = FIRST_HOLD_MS
  #raiseAt = 0
  #measuredAt = performance.now()
  #sent = 0
  readonly #rates = new WeakMap<Picture, { bytes: number; at: number; rate: number }>()

  /** Compares what was sent since the last time with what the receiver says it can take. */
  measure(outlets: Receiving[]): void {
    const now = performance.now()
    const sent = outlets.reduce((sum, { bytes }) => sum + bytes, 0)
    const rate = ((sent - this.#sent) * 8_000) / Math.max(1, now - this.#measuredAt)
    this.#sent = sent
    this.#measuredAt = now
    const estimates = outlets.map(({ estimate }) => estimate).filter((estimate) => estimate !== undefined)
    // Said of the whole connection, in the name of whichever stream came first.
    const estimate = estimates.length > 0 ? Math.max(...estimates) : undefined
    if (estimate !== undefined && rate > AT_LEAST && estimate < rate * TOO_LITTLE) {
      this.#hold = now < this.#raiseAt + FIRST_HOLD_MS ? Math.min(LAST_HOLD_MS, this.#hold * 2) : FIRST_HOLD_MS
      this.#limit = Math.max(estimate, AT_LEAST)
      this.#raiseAt = now + this.#hold
    } else if (now > this.#raiseAt) this.#limit = Number.POSITIVE_INFINITY
  }

  /**
   * Takes of each picture the best size for which there is room, or none.
   * @param choices the most important picture first, its best size first
   */
  choose<Chosen extends Picture>(choices: Chosen[][]): Chosen[] {
    let room = this.#limit
    const chosen: Chosen[] = []
    for (const sizes of choices) {
      const fitting = sizes.find((size) => this.#rateOf(size) <= room)
      if (!fitting) continue
      chosen.push(fitting)
      room -= this.#rateOf(fitting)
    }
    return chosen
  }

  #rateOf(picture: Picture): number {
    const now = performance.now()
    const last = this.#rates.get(picture)
    if (last && now - last.at < 900) return last.rate
    const measured = last ? ((picture.bytes - last.bytes) * 8_000) / (now - last.at) : 0
    // What is not sent has the rate that it had: taken for nothing it would be chosen again, and be too much again.
    const rate = last && !picture.isWanted ? last.rate : measured
    this.#rates.set(picture, { bytes: picture.bytes, at: now, rate })
    return rate
  }
}
