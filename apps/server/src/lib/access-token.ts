import { createSecretKey, type KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'

/** Seconds that an access token is good for. */
export const ACCESS_TOKEN_LIFETIME = 900

const AUDIENCE = 'parley'
let key: KeyObject | undefined

/** A KeyObject, because jsonwebtoken verifies 33 times slower with a string. */
export function setUpAccessTokens(secret: string): void {
  key = createSecretKey(secret, 'utf8')
}

function secretKey(): KeyObject {
  if (!key) throw new Error('setUpAccessTokens() has not been called')
  return key
}

/** A token that opens what the session opens, for {@link ACCESS_TOKEN_LIFETIME}. */
export function signAccessToken(userId: string, sessionId: string): string {
  return jwt.sign({ sid: sessionId }, secretKey(), {
    algorithm: 'HS256',
    subject: userId,
    audience: AUDIENCE,
    expiresIn: ACCESS_TOKEN_LIFETIME,
    header: { alg: 'HS256', typ: 'at+jwt' },
  })
}

/** Whose token it is, or undefined for any that we did not sign or that has run out (RFC 9068). */
export function verifyAccessToken(token: string): { userId: string; sessionId: string } | undefined {
  try {
    const { header, payload } = jwt.verify(token, secretKey(), {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      complete: true,
    })
    if (header.typ !== 'at+jwt' || typeof payload !== 'object') return undefined
    const { sub, sid } = payload
    return typeof sub === 'string' && typeof sid === 'string' ? { userId: sub, sessionId: sid } : undefined
  } catch {
    return undefined
  }
}
