import { createApi } from '@parley/client/api'
import { limits } from '@parley/contracts/limits'
import { execute } from '@parley/embedded-postgres/database'
import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { connectWithToken, signInWithToken } from '../support/bearer.ts'
import { EventLog, listen } from '../support/event-log.ts'
import { signIn, signUp, signUpAll } from '../support/people.ts'

const app = await startSharedApp()
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')

const unauthenticated = { code: 'unauthenticated', status: 401 }
const invalidToken = { code: 'invalid_token', status: 401 }

test('an access token opens every door, without cookies and without a CSRF token', async () => {
  const { api, accessToken } = await signInWithToken(app.url, ana)
  expect((await api.getSelf()).id).toBe(ana.user.id)
  const server = await api.createServer({ body: { name: 'Made by a bot' } })
  const live = await connectWithToken(app.url, accessToken)
  expect((await live.request('join-servers', {})).serverIds).toContain(server.id)
  await api.logout()
  await expect(api.getSelf()).rejects.toMatchObject(unauthenticated)
})

test('an access token that is wrong is not made up for by a good cookie', async () => {
  const send: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { authorization: 'Bearer wrong', cookie: ana.jar.header } })
  await expect(createApi({ baseUrl: app.url, fetch: send }).getSelf()).rejects.toMatchObject(unauthenticated)
})

test('a refresh token works once, and the pair it gives goes on', async () => {
  const anonymous = createApi({ baseUrl: app.url })
  const { refreshToken } = await signInWithToken(app.url, ana)
  const next = await anonymous.refreshToken({ body: { refreshToken } })
  expect(next.refreshToken).not.toBe(refreshToken)
  expect(next.expiresIn).toBeGreaterThan(0)
  expect((await createApi({ baseUrl: app.url, accessToken: () => next.accessToken }).getSelf()).id).toBe(ana.user.id)
  const again = await anonymous.refreshToken({ body: { refreshToken: next.refreshToken } })
  expect(again.refreshToken).not.toBe(next.refreshToken)
})

test('a refresh token used twice ends its whole session, and no other', async () => {
  const anonymous = createApi({ baseUrl: app.url })
  const other = await signInWithToken(app.url, ana)
  const { api, refreshToken } = await signInWithToken(app.url, ana)
  const next = await anonymous.refreshToken({ body: { refreshToken } })
  await expect(anonymous.refreshToken({ body: { refreshToken } })).rejects.toMatchObject(invalidToken)
  await expect(anonymous.refreshToken({ body: { refreshToken: next.refreshToken } })).rejects.toMatchObject(
    invalidToken,
  )
  await expect(api.getSelf()).rejects.toMatchObject(unauthenticated)
  expect((await other.api.getSelf()).id).toBe(ana.user.id)
})

test('a revoked refresh token takes its access token with it', async () => {
  const anonymous = createApi({ baseUrl: app.url })
  const { api, refreshToken } = await signInWithToken(app.url, ana)
  await anonymous.revokeToken({ body: { refreshToken } })
  await expect(api.getSelf()).rejects.toMatchObject(unauthenticated)
  await expect(anonymous.refreshToken({ body: { refreshToken } })).rejects.toMatchObject(invalidToken)
})

test('one sees where one is signed in, and which of these is here', async () => {
  const bot = await signInWithToken(app.url, ben)
  const sessions = await ben.api.listSessions()
  expect(sessions.map(({ kind, current }) => ({ kind, current }))).toContainEqual({ kind: 'cookie', current: true })
  expect(sessions.map(({ kind, current }) => ({ kind, current }))).toContainEqual({ kind: 'token', current: false })
  expect(sessions.every(({ userAgent, ipAddress }) => userAgent === 'node' && ipAddress === '127.0.0.1')).toBe(true)
  expect((await bot.api.listSessions()).find(({ current }) => current)?.kind).toBe('token')
})

test('signing in or out anywhere is told to the other devices', async () => {
  const { heard } = await listen(ben)
  const elsewhere = await signIn(app.url, ben)
  await heard.first('sessions-updated')
  heard.clear()
  await elsewhere.api.logout()
  await heard.first('sessions-updated')
})

test('signing out one session leaves the others', async () => {
  const [lost, kept] = await Promise.all([signIn(app.url, ben), signInWithToken(app.url, ben)])
  const sessionId = (await lost.api.listSessions()).find(({ current }) => current)?.id ?? ''
  await ben.api.endSession({ params: { sessionId } })
  await expect(lost.api.getSelf()).rejects.toMatchObject(unauthenticated)
  expect((await kept.api.getSelf()).id).toBe(ben.user.id)
  await expect(ben.api.endSession({ params: { sessionId } })).rejects.toMatchObject({ code: 'not_found' })
})

test('of more sessions than one may have, the one used longest ago ends', async () => {
  const cleo = await signUp(app.url, 'cleo')
  const forgotten = await signInWithToken(app.url, cleo)
  const live = await connectWithToken(app.url, forgotten.accessToken)
  const heard = new EventLog(live)
  const inUse = limits.sessionsPerUser - 2
  await execute(
    app.database.url,
    `UPDATE sessions SET last_seen_at = now() - interval '1 day' WHERE user_id = ${cleo.user.id} AND kind = 'token';
     INSERT INTO sessions (id, user_id, kind, expires_at)
     SELECT n, ${cleo.user.id}, 'token', now() + interval '1 day' FROM generate_series(1, ${inUse}) AS n`,
  )
  const last = await signIn(app.url, cleo)
  expect(await heard.first('session-ended')).toEqual({ reason: 'revoked' })
  await expect(forgotten.api.getSelf()).rejects.toMatchObject(unauthenticated)
  expect((await cleo.api.getSelf()).id).toBe(cleo.user.id)
  expect(await last.api.listSessions()).toHaveLength(limits.sessionsPerUser)
})

test('signing out everywhere else leaves this session alone', async () => {
  const [cookie, token] = await Promise.all([signIn(app.url, ben), signInWithToken(app.url, ben)])
  const live = await connectWithToken(app.url, token.accessToken)
  const heard = new EventLog(live)
  await ben.api.endOtherSessions()
  expect(await heard.first('session-ended')).toEqual({ reason: 'revoked' })
  await expect(cookie.api.getSelf()).rejects.toMatchObject(unauthenticated)
  await expect(token.api.getSelf()).rejects.toMatchObject(unauthenticated)
  expect(await ben.api.listSessions()).toMatchObject([{ current: true }])
})
