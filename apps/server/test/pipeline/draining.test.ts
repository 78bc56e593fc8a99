import { existsSync } from 'node:fs'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nextEvent } from '../support/people.ts'
import { Crowd } from './support/crowd.ts'
import { EmbeddedApp } from './support/embedded-app.ts'

let app: EmbeddedApp
let crowd: Crowd

beforeEach(async () => {
  app = await EmbeddedApp.start()
  crowd = await Crowd.gather(app.url, { people: 8, channels: 2 })
})
afterEach(async () => {
  crowd.disperse()
  await app.stop()
})

test('asked to stop, answers what it has accepted and passes it on before it closes the connections', async () => {
  const [sender, reader] = crowd.clients
  const [channelId] = crowd.channelIds
  if (!sender || !reader || !channelId) throw new Error('A crowd has people and channels')
  await sender.send(channelId, 'earlier')
  const pool = new pg.Pool({ connectionString: await app.databaseUrl() })
  pool.on('error', () => {})
  const holder = await pool.connect()
  await holder.query('BEGIN')
  await holder.query('SELECT FROM channel_counters WHERE channel_id = $1 FOR UPDATE', [channelId])
  const heard = nextEvent(reader.realtime, 'message-created')
  const request = { channelId, content: 'accepted', nonce: 'accepted' }
  const answer = sender.realtime.request('send-message', request)
  for (;;) if ((await pool.query(BLOCKED)).rows.length > 0) break

  app.signal('SIGTERM')
  for (;;) if ((await (await fetch(`${app.url}/readyz`)).text()).includes('draining')) break
  const refused = sender.realtime.request('send-message', { channelId, content: 'too late', nonce: 'too late' })
  await expect(refused).rejects.toMatchObject({ code: 'unavailable' })
  await holder.query('COMMIT')
  holder.release()
  await pool.end()
  expect(await answer).toMatchObject({ content: 'accepted', seq: 2 })
  expect(await heard).toEqual(await answer)
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  await app.restart()
})

const BLOCKED = `SELECT FROM pg_stat_activity WHERE application_name = 'parley-messages' AND wait_event_type = 'Lock'`

test('asked to stop under load, finishes what it has accepted and leaves nothing running', {
  timeout: 120_000,
}, async () => {
  const reasons = new Set<string>()
  for (const { realtime } of crowd.clients) realtime.socket.on('disconnect', (reason) => reasons.add(reason))
  const durations: number[] = []
  crowd.talk()
  for (let round = 0; round < 4; round++) {
    await crowd.heard(Math.ceil(200 * Math.random()))
    const postgres = await app.postgresPid()
    const start = performance.now()
    app.signal('SIGTERM')
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    durations.push(performance.now() - start)
    expect(existsSync(`/proc/${postgres}`)).toBe(false)
    expect(app.log()).toBe('')
    await app.restart()
    await crowd.heard(1)
  }
  await crowd.fallSilent()
  const pool = new pg.Pool({ connectionString: await app.databaseUrl(), max: 1 })
  const messages = await crowd.expectAgreement(pool)
  await pool.end()
  console.log(
    `stopped in ${durations.map((duration) => `${duration.toFixed(0)} ms`).join(', ')}; ${messages} messages; ` +
      `clients saw: ${[...reasons].join(', ')}`,
  )
  // Any other reason would keep Socket.IO's client from coming back by itself.
  expect([...reasons]).toEqual(['transport close'])
  expect(Math.max(...durations)).toBeLessThan(10_000)
})
