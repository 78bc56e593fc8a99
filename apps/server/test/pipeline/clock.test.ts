import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Message } from '@parley/contracts/message'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { launch } from '../support/launch.ts'
import { signIn, signUp } from '../support/people.ts'
import { ChatClient } from './support/chat-client.ts'
import { expectSound } from './support/stored.ts'

const HOUR = 3_600_000
const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'
const isMissing = !existsSync(LIBRARY)
if (isMissing) console.warn(`The tests of wrong clocks need ${LIBRARY} (Debian: apt-get install libfaketime)`)

/** The environment of an app whose clock is wrong by so many hours; how long things take stays right. */
const clock = (hours: number) => ({
  LD_PRELOAD: LIBRARY,
  FAKETIME: `${hours < 0 ? '' : '+'}${hours}h`,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
})

let app: TestApp | undefined
afterEach(() => app?.stop())

/** How far ahead of the real time a message says that it was written, in hours. */
const hoursAhead = (message: Message | undefined) =>
  Math.round((Date.parse(message?.createdAt ?? '') - Date.now()) / HOUR)

test.skipIf(isMissing)(
  'ids and order stay right over restarts with the clock an hour ahead, right, and an hour behind',
  async () => {
    app = await startApp({ ...clock(1), RATE_LIMIT_SCALE: '0' })
    const pool = new pg.Pool({ connectionString: app.database.url, max: 1 })
    const ana = await signUp(app.url, 'ana')
    const [channel] = (await ana.api.createServer({ body: { name: 'Harbour' } })).channels
    const channelId = channel?.id ?? ''
    const client = await ChatClient.connect(ana)
    await client.open(channelId)

    const sent: Message[] = []
    const sendMany = async () => {
      for (let number = 0; number < 30; number++) sent.push(await client.send(channelId, `message ${sent.length}`))
    }
    await sendMany()
    expect(hoursAhead(sent.at(-1))).toBe(1)
    for (const hours of [0, -1]) {
      await app.kill()
      await app.restart(clock(hours))
      await sendMany()
    }

    const stored = await expectSound(pool, channelId)
    expect(stored.map(({ content }) => content)).toEqual(sent.map((_, index) => `message ${index}`))
    expect(await client.history(channelId, sent.length)).toEqual(sent.map(({ id }) => id))
    const times = sent.map(({ createdAt }) => createdAt)
    expect(times).toEqual(times.toSorted())
    const { messages } = await ana.api.listMessages({ params: { channelId }, query: { limit: '90' } })
    expect(messages).toEqual(sent)
    expect(client.violations).toEqual([])
    client.close()
    await pool.end()
  },
)

test.skipIf(isMissing)('two instances whose clocks are two hours apart number a channel together', async () => {
  const secrets = { SESSION_SECRET: randomUUID(), JWT_SECRET: randomUUID() }
  app = await startApp({ ...clock(1), ...secrets, RATE_LIMIT_SCALE: '0' })
  const settings = { ...secrets, DATABASE_URL: app.database.url, HOST: '127.0.0.1', PORT: '0', RATE_LIMIT_SCALE: '0' }
  const other = await launch({ ...settings, ...clock(-1) })
  const pool = new pg.Pool({ connectionString: app.database.url, max: 1 })
  const ana = await signUp(app.url, 'ana')
  const [channel] = (await ana.api.createServer({ body: { name: 'Harbour' } })).channels
  const channelId = channel?.id ?? ''
  const clients = [await ChatClient.connect(ana), await ChatClient.connect(await signIn(other.url, ana))]
  const sent = await Promise.all(
    clients.map(async (client, instance) => {
      const messages: Message[] = []
      for (let number = 0; number < 60; number++) messages.push(await client.send(channelId, `${instance} ${number}`))
      return messages
    }),
  )
  for (const messages of sent) {
    const seqs = messages.map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
  }
  expect(await expectSound(pool, channelId)).toHaveLength(120)
  for (const client of clients) client.close()
  await pool.end()
  other.child.kill('SIGTERM')
  await other.exited
})
