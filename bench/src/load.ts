/** What a run of the same thing many times came to. */
export interface Run {
  count: number
  perSecond: number
  /** Milliseconds that each took, in ascending order. */
  latencies: Float64Array
}

/** Does something again and again, so many of it under way, as long as `goesOn` says. */
export async function keepUnderWay(
  inFlight: number,
  goesOn: (index: number) => boolean,
  run: (index: number) => Promise<unknown>,
): Promise<Run> {
  const latencies: number[] = []
  const start = performance.now()
  let next = 0
  const lane = async () => {
    for (let index = next++; goesOn(index); index = next++) {
      const begun = performance.now()
      await run(index)
      latencies.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  const perSecond = latencies.length / ((performance.now() - start) / 1000)
  return { count: latencies.length, perSecond, latencies: Float64Array.from(latencies).sort() }
}

/** For {@link keepUnderWay}: so often. */
export function times(count: number): (index: number) => boolean {
  return (index) => index < count
}

/** For {@link keepUnderWay}: so many milliseconds from now. */
export function lasting(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds
  return () => performance.now() < end
}

/** The value that so much of all is below. @param part between 0 and 1 */
export function percentile(ascending: Float64Array, part: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * part))] ?? Number.NaN
}
