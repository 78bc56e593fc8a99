import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Crowd } from './support/crowd.ts'
import { EmbeddedApp } from './support/embedded-app.ts'

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? (process.env.CI ? 20 : 5))
/** Acknowledgements between two crashes: at most so many, and at least a tenth. */
const MAX_BETWEEN = 250

let app: EmbeddedApp
let crowd: Crowd
let databaseUrl: string

beforeEach(async () => {
  app = await EmbeddedApp.start()
  databaseUrl = await app.databaseUrl()
  crowd = await Crowd.gather(app.url, { people: 24, channels: 3, pause: 150 })
  const client = await connect()
  expect((await client.query('SHOW fsync')).rows).toEqual([{ fsync: 'on' }])
  await client.end()
})
afterEach(async () => {
  crowd.disperse()
  await app.stop()
})

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 1_000 })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Resolves with `performance.now()` when PostgreSQL takes connections. */
async function untilDatabaseAccepts(): Promise<number> {
  for (;;) {
    try {
      const client = await connect()
      const now = performance.now()
      await client.end()
      return now
    } catch {
      await delay(5)
    }
  }
}

const randomMoment = () => crowd.heard(Math.ceil(MAX_BETWEEN * (0.1 + 0.9 * Math.random())))

function report(what: string, milliseconds: number[], messages: number): void {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  console.log(
    `${what}: ${ROUNDS} crashes, ${messages} messages, 0 lost; first acknowledgement after ` +
      `${median.toFixed(0)} ms (median), ${(sorted.at(-1) ?? 0).toFixed(0)} ms (longest)`,
  )
}

/** One of the crowd sleeps through a few crashes, long enough to have missed more than one reply holds. */
function rotateSleeper(round: number): void {
  if (round % 3 !== 0) return
  const sleepers = crowd.clients
  sleepers[(round / 3) % sleepers.length]?.leave()
  sleepers[(round / 3 - 1) % sleepers.length]?.comeBack()
}

async function expectAgreement(): Promise<number> {
  for (const client of crowd.clients) client.comeBack()
  await crowd.fallSilent()
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  try {
    return await crowd.expectAgreement(pool)
  } finally {
    await pool.end()
  }
}

test('the app is killed under load, again and again: nothing acknowledged is lost', { timeout: 240_000 }, async () => {
  const recoveries: number[] = []
  crowd.talk()
  for (let round = 0; round < ROUNDS; round++) {
    await randomMoment()
    rotateSleeper(round)
    await app.kill()
    const acknowledged = crowd.heard(1)
    await app.restart()
    const ready = performance.now()
    recoveries.push((await acknowledged) - ready)
  }
  const messages = await expectAgreement()
  report('kill -9 of the app', recoveries, messages)
  expect(Math.max(...recoveries)).toBeLessThan(10_000)
})

test('PostgreSQL is killed under load, again and again: nothing acknowledged is lost', {
  timeout: 240_000,
}, async () => {
  const recoveries: number[] = []
  const { pid } = app
  crowd.talk()
  for (let round = 0; round < ROUNDS; round++) {
    await randomMoment()
    rotateSleeper(round)
    const probe = await connect()
    const broken = new Promise((resolve) => probe.once('end', resolve))
    // All of it, or the one process that writes messages, whose death makes PostgreSQL recover as well.
    const [writer] = round % 2 === 0 ? [] : (await probe.query(MESSAGE_WRITER)).rows
    process.kill(writer?.pid ?? (await app.postgresPid()), 'SIGKILL')
    await broken
    const accepting = await untilDatabaseAccepts()
    recoveries.push((await crowd.heard(1)) - accepting)
  }
  expect(app.pid).toBe(pid)
  const messages = await expectAgreement()
  report('kill -9 of PostgreSQL', recoveries, messages)
  expect(Math.max(...recoveries)).toBeLessThan(10_000)
})

const MESSAGE_WRITER = `SELECT pid FROM pg_stat_activity WHERE application_name = 'parley-messages' LIMIT 1`
