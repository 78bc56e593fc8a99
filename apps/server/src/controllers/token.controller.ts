import { createHash, randomBytes } from 'node:crypto'
import type { credentials, tokenResponse } from '@parley/contracts/auth'
import type { z } from 'zod'
import { ACCESS_TOKEN_LIFETIME, signAccessToken } from '../lib/access-token.ts'
import { AppError } from '../lib/errors.ts'
import { addRefreshToken, findSessionOfRefreshToken, spendRefreshToken } from '../repositories/session.repository.ts'
import type { Actor } from './access.ts'
import { authenticate } from './auth.controller.ts'
import { type Client, end, startSession } from './session.controller.ts'

type TokenPair = z.infer<typeof tokenResponse>

const hash = (token: string) => createHash('sha256').update(token).digest()

/** Signs in a client without cookies. @throws AppError `invalid_credentials` */
export async function createToken(input: z.infer<typeof credentials>, client: Client): Promise<TokenPair> {
  const user = await authenticate(input, client)
  return issue(await startSession(user, 'token', client))
}

/**
 * Trades a refresh token for a new pair. One that was traded before has been stolen or is a thief's, and nobody can
 * tell which: the whole session ends (RFC 9700, section 4.14.2).
 * @throws AppError `invalid_token`
 */
export async function refreshToken(token: string): Promise<TokenPair> {
  const spent = await spendRefreshToken(hash(token))
  if (!spent) throw new AppError('invalid_token')
  const actor = { userId: String(spent.session.userId), sessionId: String(spent.session.id) }
  if (spent.replayed) {
    await end(actor.userId, actor.sessionId, 'revoked')
    throw new AppError('invalid_token')
  }
  return issue(actor)
}

/** Ends the session of a refresh token; an unknown one is none of the caller's business (RFC 7009). */
export async function revokeToken(token: string): Promise<void> {
  const session = await findSessionOfRefreshToken(hash(token))
  if (session) await end(String(session.userId), String(session.id), 'logout')
}

/** @throws AppError `invalid_token` when the session has ended meanwhile */
async function issue({ userId, sessionId }: Actor): Promise<TokenPair> {
  const token = randomBytes(32).toString('base64url')
  if (!(await addRefreshToken(sessionId, hash(token)))) throw new AppError('invalid_token')
  return { accessToken: signAccessToken(userId, sessionId), refreshToken: token, expiresIn: ACCESS_TOKEN_LIFETIME }
}
