import type { Page } from '@playwright/test'

/** How long something took, again and again, in milliseconds. */
export class Durations {
  readonly #sorted: number[]

  constructor(durations: readonly number[]) {
    this.#sorted = durations.toSorted((a, b) => a - b)
  }

  get count(): number {
    return this.#sorted.length
  }

  /** What this part of them did not exceed; 1 is all. */
  upTo(part: number): number {
    return this.#sorted[Math.ceil(this.count * part) - 1] ?? 0
  }

  over(limit: number): number {
    return this.#sorted.filter((duration) => duration > limit).length
  }
}

/** Measures the frames of a page while something happens in it. */
export async function recordFrames(page: Page, happening: () => Promise<void>): Promise<Durations> {
  const recording = await page.evaluateHandle(() => {
    const frames: number[] = []
    let last = performance.now()
    let next = requestAnimationFrame(function look(now) {
      frames.push(now - last)
      last = now
      next = requestAnimationFrame(look)
    })
    return {
      stop() {
        cancelAnimationFrame(next)
        return frames
      },
    }
  })
  await happening()
  return new Durations(await recording.evaluate(({ stop }) => stop()))
}

/** Milliseconds that a page's main thread computes while something happens in it, however busy the machine is. */
export async function timeComputing(page: Page, happening: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }
  const before = await read()
  await happening()
  const computed = (await read()) - before
  await session.detach()
  return computed
}
