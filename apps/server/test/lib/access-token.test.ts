import { generateKeyPairSync } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  ACCESS_TOKEN_LIFETIME,
  setUpAccessTokens,
  signAccessToken,
  verifyAccessToken,
} from '../../src/lib/access-token.ts'

const secret = 'a secret of at least thirty-two characters'

beforeEach(() => setUpAccessTokens(secret))
afterEach(() => {
  vi.useRealTimers()
})

test('says whose token it is, and of which session', () => {
  expect(verifyAccessToken(signAccessToken('11', '22'))).toEqual({ userId: '11', sessionId: '22' })
})

test('runs out', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const token = signAccessToken('11', '22')
  vi.setSystemTime(Date.now() + (ACCESS_TOKEN_LIFETIME - 1) * 1000)
  expect(verifyAccessToken(token)).toBeDefined()
  vi.setSystemTime(Date.now() + 2000)
  expect(verifyAccessToken(token)).toBeUndefined()
})

test('a token signed with another secret is nobody’s, also one that was good before', () => {
  const token = signAccessToken('11', '22')
  expect([verifyAccessToken(token), verifyAccessToken(token)]).toEqual([
    { userId: '11', sessionId: '22' },
    { userId: '11', sessionId: '22' },
  ])
  expect(verifyAccessToken(`${token.slice(0, -2)}AA`)).toBeUndefined()
  setUpAccessTokens('another secret of at least thirty-two characters')
  expect(verifyAccessToken(token)).toBeUndefined()
})

const claims = { sub: '11', sid: '22', aud: 'parley', exp: 4_000_000_000 }
const header = { alg: 'HS256', typ: 'at+jwt' } as const
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

test('the claims of the forgeries below are otherwise good', () => {
  expect(verifyAccessToken(jwt.sign(claims, secret, { header }))).toEqual({ userId: '11', sessionId: '22' })
})

test.each<[string, string]>([
  ['of no algorithm', jwt.sign(claims, '', { algorithm: 'none', header: { ...header, alg: 'none' } })],
  ['of another algorithm', jwt.sign(claims, secret, { algorithm: 'HS384', header: { ...header, alg: 'HS384' } })],
  ['of a public key', jwt.sign(claims, privateKey, { algorithm: 'RS256', header: { ...header, alg: 'RS256' } })],
  ['for another purpose', jwt.sign(claims, secret, { header: { ...header, typ: 'JWT' } })],
  ['for another audience', jwt.sign({ ...claims, aud: 'elsewhere' }, secret, { header })],
  ['for no audience', jwt.sign({ sub: '11', sid: '22', exp: claims.exp }, secret, { header })],
  ['without a session', jwt.sign({ ...claims, sid: undefined }, secret, { header })],
  ['with a session that is no string', jwt.sign({ ...claims, sid: { $ne: '' } }, secret, { header })],
  ['without a user', jwt.sign({ sid: '22', aud: 'parley', exp: claims.exp }, secret, { header })],
  ['that is not valid yet', jwt.sign({ ...claims, nbf: 3_900_000_000 }, secret, { header })],
  ['that is no object', jwt.sign('11', secret)],
  ['that is empty', ''],
  ['that is junk', 'a.b.c'],
])('a token %s is nobody’s', (_, token) => {
  expect(verifyAccessToken(token)).toBeUndefined()
})

test('a token with a changed claim is nobody’s', () => {
  const [head, , signature] = signAccessToken('11', '22').split('.')
  const body = Buffer.from(JSON.stringify({ ...claims, sub: '12' })).toString('base64url')
  expect(verifyAccessToken(`${head}.${body}.${signature}`)).toBeUndefined()
})
