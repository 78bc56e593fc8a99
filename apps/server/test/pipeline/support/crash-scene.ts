import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { expect } from 'vitest'
import { Crowd } from './crowd.ts'
import { EmbeddedApp } from './embedded-app.ts'

/** How often something is killed. */
export const ROUNDS = Number(process.env.CRASH_ROUNDS ?? (process.env.CI ? 20 : 5))
/** Acknowledgements between two crashes: at most so many, and at least a tenth. */
const MAX_BETWEEN = 250

/** People who talk, in an app with a PostgreSQL of its own, while one or the other is killed again and again. */
export class CrashScene {
  readonly app: EmbeddedApp
  readonly crowd: Crowd
  readonly #databaseUrl: string

  private constructor(app: EmbeddedApp, crowd: Crowd, databaseUrl: string) {
    this.app = app
    this.crowd = crowd
    this.#databaseUrl = databaseUrl
  }

  static async start(): Promise<CrashScene> {
    const app = await EmbeddedApp.start()
    const crowd = await Crowd.gather(app.url, { people: 24, channels: 3, pause: 150 })
    const scene = new CrashScene(app, crowd, await app.databaseUrl())
    const client = await scene.connect()
    expect((await client.query('SHOW fsync')).rows).toEqual([{ fsync: 'on' }])
    await client.end()
    return scene
  }

  async stop(): Promise<void> {
    this.crowd.disperse()
    await this.app.stop()
  }

  /** To the database, past the app. */
  async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#databaseUrl, connectionTimeoutMillis: 10_000 })
    client.on('error', () => {})
    await client.connect()
    return client
  }

  /** Resolves after some more acknowledgements, at a moment that nobody knows. */
  async randomMoment(): Promise<void> {
    await this.crowd.heard(Math.ceil(MAX_BETWEEN * (0.1 + 0.9 * Math.random())))
  }

  /** One of the crowd sleeps through a few crashes, long enough to have missed more than one reply holds. */
  rotateSleeper(round: number): void {
    if (round % 3 !== 0) return
    const sleepers = this.crowd.clients
    sleepers[(round / 3) % sleepers.length]?.leave()
    sleepers[(round / 3 - 1) % sleepers.length]?.comeBack()
  }

  /** Resolves with `performance.now()` when PostgreSQL takes connections. */
  async untilDatabaseAccepts(): Promise<number> {
    for (;;) {
      try {
        const client = await this.connect()
        const now = performance.now()
        await client.end()
        return now
      } catch {
        await delay(5)
      }
    }
  }

  /** Lets everybody come back and finish, and holds what they saw against what is stored. @returns how many messages */
  async expectAgreement(): Promise<number> {
    for (const client of this.crowd.clients) client.comeBack()
    await this.crowd.fallSilent()
    const pool = new pg.Pool({ connectionString: this.#databaseUrl, max: 1 })
    try {
      return await this.crowd.expectAgreement(pool)
    } finally {
      await pool.end()
    }
  }
}

/** @param milliseconds from when sending was possible again until the first acknowledgement, of each round */
export function expectRecoveries(what: string, milliseconds: number[], messages: number): void {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  const longest = sorted.at(-1) ?? 0
  console.log(
    `${what}: ${ROUNDS} crashes, ${messages} messages, 0 lost; first acknowledgement after ` +
      `${median.toFixed(0)} ms (median), ${longest.toFixed(0)} ms (longest)`,
  )
  expect(longest).toBeLessThan(10_000)
}
