import { createSecretKey, type KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { LRUCache } from 'lru-cache'

/** Seconds that an access token is good for. */
export const ACCESS_TOKEN_LIFETIME = 900

const AUDIENCE = 'parley'
let key: KeyObject | undefined

/** Whose a token is. */
interface Claim {
  userId: string
  sessionId: string
}

/** Tokens found good: verifying one takes as long as all else that is done to know who asks. */
const verified = new LRUCache<string, { claim: Claim; expiresAt: number }>({
  maxSize: 10_000,
  sizeCalculation: () => 1,
})

/** A KeyObject, because jsonwebtoken verifies 33 times slower with a string. */
export function setUpAccessTokens(secret: string): void {
  key = createSecretKey(secret, 'utf8')
  verified.clear()
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
export function verifyAccessToken(token: string): Claim | undefined {
  const known = verified.get(token)
  if (known && known.expiresAt > Date.now()) return known.claim
  try {
    const { header, payload } = jwt.verify(token, secretKey(), {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      complete: true,
    })
    if (header.typ !== 'at+jwt' || typeof payload !== 'object') return undefined
    const { sub, sid, exp } = payload
    if (typeof sub !== 'string' || typeof sid !== 'string') return undefined
    const claim = { userId: sub, sessionId: sid }
    if (exp !== undefined) verified.set(token, { claim, expiresAt: exp * 1000 })
    return claim
  } catch {
    return undefined
  }
}
