import { randomBytes } from 'node:crypto'
import { connectRealtime } from '@parley/client/realtime'
import jwt from 'jsonwebtoken'
import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { loggedErrors } from '../support/app-log.ts'
import { connectWithToken, signInWithToken, type TokenClient } from '../support/bearer.ts'
import { connected, signUpAll } from '../support/people.ts'
import { browser, expectProblem, send } from '../support/rest.ts'

const secret = randomBytes(32).toString('base64url')

const app = await startSharedApp({ JWT_SECRET: secret })
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')
const client = await signInWithToken(app.url, ana)
const claimsOf = ({ accessToken }: TokenClient) => jwt.verify(accessToken, secret) as jwt.JwtPayload
const claims = claimsOf(client)
const otherClaims = claimsOf(await signInWithToken(app.url, ben))

const header = { alg: 'HS256', typ: 'at+jwt' }
const sign = (changed: jwt.JwtPayload, options: jwt.SignOptions = {}, key = secret) =>
  jwt.sign({ ...claims, ...changed }, key, { header, ...options })

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const getSelf = (authorization: string) => send(`${app.url}/api/auth/me`, { headers: { authorization } })

test('what we would have signed opens the door, so that the others are refused for what is wrong with them', async () => {
  expect((await getSelf(`Bearer ${sign({})}`)).status).toBe(200)
})

const forgeries: [what: string, forge: () => string][] = [
  ['without a signature', () => `${base64({ ...header, alg: 'none' })}.${base64(claims)}.`],
  ['without a signature, spelled otherwise', () => `${base64({ ...header, alg: 'NoNe' })}.${base64(claims)}.`],
  ['with the signature cut off', () => client.accessToken.replace(/[^.]+$/, '')],
  [
    'with another payload under the signature',
    () => {
      const [head, , signature] = client.accessToken.split('.')
      return `${head}.${base64({ ...claims, sub: otherClaims.sub })}.${signature}`
    },
  ],
  ['of another key', () => sign({}, {}, randomBytes(32).toString('base64url'))],
  ['of an empty-looking key', () => sign({}, {}, '\0')],
  ['of another algorithm', () => sign({}, { header: { ...header, alg: 'HS512' }, algorithm: 'HS512' })],
  ['of another type', () => sign({}, { header: { alg: 'HS256', typ: 'JWT' } })],
  ['of no type', () => sign({}, { header: { alg: 'HS256', typ: undefined } })],
  ['for another audience', () => sign({ aud: 'elsewhere' })],
  ['that has run out', () => sign({ exp: Math.floor(Date.now() / 1000) - 1 })],
  ['that is not good yet', () => sign({ nbf: Math.floor(Date.now() / 1000) + 60 })],
  ['of a session that never was', () => sign({ sid: '1' })],
  ['of somebody else’s session', () => sign({ sid: otherClaims.sid })],
  ['of somebody else in one’s own session', () => sign({ sub: otherClaims.sub })],
  ['without a session', () => sign({ sid: undefined })],
  ['without a user', () => sign({ sub: undefined })],
  ['with numbers for ids', () => sign({ sid: 1 })],
  ['that is a refresh token', () => client.refreshToken],
  ['that is no token', () => 'a.b.c'],
  ['that is too long to be one', () => 'x'.repeat(8000)],
]

test.each(forgeries)('a token %s opens no door', async (_, forge) => {
  const token = forge()
  expectProblem(await getSelf(`Bearer ${token}`), 'unauthenticated')
  await expect(connectWithToken(app.url, token)).rejects.toMatchObject({ data: { code: 'unauthorized' } })
})

test.each([
  ['nothing', ''],
  ['a scheme alone', 'Bearer'],
  ['another scheme', 'Basic YTpi'],
  ['two tokens', 'Bearer a b'],
])('an Authorization header with %s is nobody', async (_, authorization) => {
  expectProblem(await getSelf(authorization), 'unauthenticated')
})

test.each([
  [{ token: 5 }],
  [{ token: ['x'] }],
  [{ token: { $gt: '' } }],
  [{ token: null }],
  [{}],
  [{ __proto__: null, token: true }],
])('a handshake with %j is nobody', async (auth) => {
  const realtime = connectRealtime({
    baseUrl: app.url,
    socket: { auth, transports: ['websocket'], reconnection: false, forceNew: true },
  })
  await expect(connected(realtime)).rejects.toMatchObject({ data: { code: 'unauthorized' } })
})

test('a token in the address is not looked at: addresses are logged', async () => {
  expectProblem(await send(`${app.url}/api/auth/me?access_token=${client.accessToken}`), 'unauthenticated')
})

test('an access token is not a refresh token', async () => {
  const body = { refreshToken: client.accessToken }
  expectProblem(await browser(app.url)('refreshToken', { body }), 'invalid_token')
})

test('the app has nothing to complain of', () => {
  expect(loggedErrors(app)).toEqual([])
})
