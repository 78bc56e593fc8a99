import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { type Person, signUp } from '../support/people.ts'

let app: TestApp
let ana: Person
let database: pg.Client

beforeAll(async () => {
  app = await startApp({ RATE_LIMIT_SCALE: '0' })
  ana = await signUp(app.url, 'ana')
  database = new pg.Client(app.database.url)
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await app.stop()
})

/** Makes requests while a deletion is under way: each passes its checks, and finds nothing left when it comes to write. */
async function deleteUnder(table: 'channels' | 'servers', id: string, requests: (() => Promise<unknown>)[]) {
  await database.query('BEGIN')
  await database.query(`DELETE FROM ${table} WHERE id = $1`, [id])
  const answers = requests.map((request) =>
    request().then(
      () => 'done',
      ({ code }) => code,
    ),
  )
  const countWaiting = async () => {
    // Within a transaction it would look the same for ever.
    await database.query('SELECT pg_stat_clear_snapshot()')
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    return (await database.query(waiting)).rowCount
  }
  await expect.poll(countWaiting, { timeout: 10_000 }).toBe(requests.length)
  await database.query('COMMIT')
  return Promise.all(answers)
}

test('whoever changes what has just been deleted is told that it is not there', async () => {
  const { serverId, channelId } = await createCommunity(ana)
  const { id: messageId } = await ana.api.sendMessage({ params: { channelId }, body: { content: 'Hello' } })
  const settings = { level: 'none' as const, muted: false, mutedUntil: null }
  const ofChannel = [
    () => ana.api.updateChannelNotificationSettings({ params: { channelId }, body: settings }),
    () => ana.api.updateChannel({ params: { channelId }, body: { name: 'renamed' } }),
    () => ana.api.markChannelRead({ params: { channelId }, body: { messageId } }),
    () => ana.api.sendMessage({ params: { channelId }, body: { content: 'Anybody?' } }),
  ]
  expect(await deleteUnder('channels', channelId, ofChannel)).toEqual(ofChannel.map(() => 'not_found'))

  const ofServer = [
    () => ana.api.updateServerNotificationSettings({ params: { serverId }, body: settings }),
    () => ana.api.updateServer({ params: { serverId }, body: { name: 'Renamed' } }),
    () => ana.api.createChannel({ params: { serverId }, body: { name: 'new' } }),
  ]
  expect(await deleteUnder('servers', serverId, ofServer)).toEqual(ofServer.map(() => 'not_found'))
})
