import { createHmac } from 'node:crypto'
import { findFreePort } from '@parley/embedded-postgres/port'
import { expect, test } from 'vitest'
import { startApp, startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { launch } from '../support/launch.ts'
import { type Person, signUp } from '../support/people.ts'

const secret = 'a secret that coturn knows'

const app = await startSharedApp({
  STUN_URLS: 'stun:stun.example.org:3478',
  TURN_URLS: 'turn:turn.example.org:3478, turns:turn.example.org:5349?transport=tcp',
  TURN_SECRET: secret,
})
const ana = await signUp(app.url, 'ana')

/** Begins a call in a server of one's own. */
async function joinCall(person: Person) {
  const { voiceChannelId: channelId } = await createCommunity(person)
  const live = await person.connect()
  const joined = await live.request('join-call', { channelId, media: { audio: true, video: false, screen: false } })
  live.close()
  return joined
}

test('relay servers are named with credentials for one user and call, which run out', async () => {
  const { callId, iceServers } = await joinCall(ana)
  const [stun, turn] = iceServers
  expect(stun).toEqual({ urls: ['stun:stun.example.org:3478'] })
  expect(turn?.urls).toEqual(['turn:turn.example.org:3478', 'turns:turn.example.org:5349?transport=tcp'])
  const [expiry, bearer] = turn?.username?.split(':') ?? []
  expect(bearer).toBe(`${ana.user.id}.${callId}`)
  const remaining = Number(expiry) - Date.now() / 1000
  expect(remaining).toBeGreaterThan(60 * 60)
  expect(remaining).toBeLessThan(24 * 60 * 60)
  const credential = createHmac('sha1', secret).update(turn?.username ?? '')
  expect(turn?.credential).toBe(credential.digest('base64'))
})

test('relay servers are named for a check, too, with credentials that last minutes', async () => {
  const [stun, turn] = await ana.api.listIceServers()
  expect(stun).toEqual({ urls: ['stun:stun.example.org:3478'] })
  const [expiry, bearer] = turn?.username?.split(':') ?? []
  expect(bearer).toBe(`${ana.user.id}.check`)
  expect(Number(expiry) - Date.now() / 1000).toBeGreaterThan(60)
  expect(Number(expiry) - Date.now() / 1000).toBeLessThanOrEqual(10 * 60)
})

test('there are none of anybody’s unless the operator names them', async () => {
  const plain = await startApp()
  expect((await joinCall(await signUp(plain.url, 'dora'))).iceServers).toEqual([])
  await plain.stop()
})

test.each([
  ['TURN_SECRET', { TURN_URLS: 'turn:turn.example.org' }],
  ['TURN_URLS', { TURN_URLS: 'https://turn.example.org', TURN_SECRET: secret }],
  ['STUN_URLS', { STUN_URLS: 'stun.example.org' }],
])('a %s that makes no sense keeps the app from starting', async (name, env) => {
  const settings = { DATABASE_URL: app.database.url, PORT: String(await findFreePort()), ...env }
  await expect(launch(settings)).rejects.toThrow(new RegExp(`${name} must`))
})
