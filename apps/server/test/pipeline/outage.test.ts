import { ParleyError } from '@parley/client/parley-error'
import { connectRealtime } from '@parley/client/realtime'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Person } from '../support/people.ts'
import { browser, expectProblem } from '../support/rest.ts'
import { Crowd } from './support/crowd.ts'
import { type ProxiedApp, startProxiedApp } from './support/proxied-app.ts'

let app: ProxiedApp
let crowd: Crowd
let channelId: string
let ana: Person

beforeEach(async () => {
  app = await startProxiedApp()
  crowd = await Crowd.gather(app.url, { people: 3, channels: 1 })
  channelId = crowd.channelIds[0] ?? ''
  const [first] = crowd.clients
  if (!first) throw new Error('A crowd has people')
  ana = first.person
})
afterEach(async () => {
  crowd.disperse()
  await app.stop()
})

/** How long a request takes to be refused, in milliseconds, and with which code. */
async function refusal(request: Promise<unknown>): Promise<{ code: string; after: number }> {
  const start = performance.now()
  try {
    await request
  } catch (error) {
    return { code: error instanceof ParleyError ? error.code : String(error), after: performance.now() - start }
  }
  return { code: 'none', after: performance.now() - start }
}

async function readiness(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${app.url}/readyz`)
  return { status: response.status, body: await response.json() }
}

async function untilReady(): Promise<void> {
  while ((await readiness()).status !== 200);
}

/** Why the app refuses a new connection. */
function connectError(): Promise<string> {
  const socket = { transports: ['websocket'], extraHeaders: { cookie: ana.jar.header, origin: app.url } }
  const live = connectRealtime({ baseUrl: app.url, socket: { ...socket, forceNew: true, reconnection: false } })
  return new Promise((resolve) => {
    const settle = (code: string) => {
      live.close()
      resolve(code)
    }
    live.socket.on('connect', () => settle('none'))
    live.socket.on('connect_error', (error) =>
      settle((error as { data?: { code: string } }).data?.code ?? error.message),
    )
  })
}

const outages = [
  ['away', () => app.proxy.setDown(true), () => app.proxy.setDown(false)],
  ['hanging', () => app.proxy.freeze(), () => app.proxy.thaw()],
] as const

test.each(outages)(
  'a database that is %s: everything is refused in time, and heals by itself',
  { timeout: 90_000 },
  async (_, begin, end) => {
    const disconnects: string[] = []
    for (const { realtime } of crowd.clients) realtime.socket.on('disconnect', (reason) => disconnects.push(reason))
    const [sender, reader] = crowd.clients
    if (!sender || !reader) throw new Error('A crowd has people')
    const before = await sender.send(channelId, 'before')

    begin()
    const send = (nonce: string) =>
      refusal(sender.realtime.request('send-message', { channelId, content: 'during', nonce }))
    const request = browser(app.url, ana.jar)
    const [first, second, rest, history, connection, ready] = await Promise.all([
      send('first'),
      send('second'),
      refusal(ana.api.sendMessage({ params: { channelId }, body: { content: 'during', nonce: 'third' } })),
      refusal(ana.api.listMessages({ params: { channelId }, query: {} })),
      connectError(),
      readiness(),
    ])
    for (const { code, after } of [first, second, rest, history]) {
      expect(code).toBe('unavailable')
      expect(after).toBeLessThan(9_500)
    }
    // That would sign people out.
    expect(connection).not.toBe('unauthorized')
    expect(ready).toEqual({ status: 503, body: { status: 'unavailable', checks: { database: 'down' } } })
    const answer = await request('listServers')
    expectProblem(answer, 'unavailable')
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)

    end()
    const back = performance.now()
    const after = await sender.send(channelId, 'after')
    console.log(`first acknowledgement ${(performance.now() - back).toFixed(0)} ms after the database was back`)
    await untilReady()
    expect(await connectError()).toBe('none')
    expect(disconnects).toEqual([])
    expect(after.seq).toBeGreaterThan(before.seq)
    expect(await reader.history(channelId, after.seq)).toContain(after.id)
    // Those that were refused may have been stored; sent again, each is there once and everybody sees it.
    for (const nonce of ['first', 'second', 'third']) await sender.send(channelId, 'during', nonce)
    const pool = new pg.Pool({ connectionString: app.database.url, max: 1 })
    for (const client of crowd.clients) client.acknowledged.sort((a, b) => a.seq - b.seq)
    expect(await crowd.expectAgreement(pool)).toBe(5)
    await pool.end()
  },
)

test('short outages under load lose nothing and leave nobody behind', async () => {
  crowd.talk()
  for (let round = 0; round < 3; round++) {
    await crowd.heard(20)
    app.proxy.setDown(true)
    await app.proxy.refusal()
    await app.proxy.refusal()
    app.proxy.setDown(false)
  }
  await crowd.heard(20)
  await crowd.fallSilent()
  const pool = new pg.Pool({ connectionString: app.database.url, max: 1 })
  await crowd.expectAgreement(pool)
  await pool.end()
})
