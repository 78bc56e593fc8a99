import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { untilReady } from './database.ts'
import { adoptPostmaster, type Postmaster, spawnPostmaster, stopPostmaster } from './postmaster.ts'

const firstAttempts = 10
/** Between attempts to start again, in milliseconds. */
const longestDelay = 2_000

/** What is to run, and how it is reached. */
export interface Service {
  cluster: Cluster
  args: string[]
  url: string
  logFile: string
  onProgress: (line: string) => void
}

/** Keeps PostgreSQL running from `start()` to `stop()`. */
export class Supervisor {
  #service: Service
  #postmaster: Postmaster | undefined
  #stopping = new AbortController()
  #watching: Promise<void> | undefined

  constructor(service: Service) {
    this.#service = service
  }

  /** The process id of PostgreSQL as it runs now. */
  get pid(): number {
    return this.#postmaster?.pid ?? 0
  }

  /** Starts PostgreSQL, or fails. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#launch()
        break
      } catch (error) {
        if (attempt === firstAttempts) throw error
        // When PostgreSQL was killed its children need a moment to notice, and until then it does not start.
        await sleep(100)
      }
    }
    this.#watching = this.#watch()
  }

  /** Stops PostgreSQL for good. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#halt()
    await this.#watching
    // It may have been about to start again.
    await this.#halt()
  }

  /** Starts PostgreSQL again whenever it ends: at once, and when that fails ever less often. */
  async #watch(): Promise<void> {
    const { onProgress } = this.#service
    while (this.#postmaster) {
      const how = await this.#postmaster.ended
      if (this.#stopping.signal.aborted) return
      onProgress(`The database stopped (${how}); starting it again`)
      let delay = 0
      while (!(await this.#relaunch(delay))) delay = Math.min(Math.max(50, delay * 2), longestDelay)
      if (this.#stopping.signal.aborted) return
      onProgress('The database is running again')
    }
  }

  /** Whether it worked out, or is not wanted any more. */
  async #relaunch(delay: number): Promise<boolean> {
    try {
      await sleep(delay, undefined, { signal: this.#stopping.signal, ref: false })
      await this.#launch()
      return true
    } catch {
      return this.#stopping.signal.aborted
    }
  }

  async #launch(): Promise<void> {
    const { cluster, args, url, logFile } = this.#service
    this.#postmaster = (await adoptPostmaster(cluster, args)) ?? (await spawnPostmaster(cluster, args, logFile))
    await untilReady(url, this.#postmaster.ended)
  }

  async #halt(): Promise<void> {
    if (this.#postmaster) await stopPostmaster(this.#service.cluster, this.#postmaster)
  }
}
