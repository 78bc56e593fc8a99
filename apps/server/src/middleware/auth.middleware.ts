import type { NextFunction, Request, Response } from 'express'
import type { Actor } from '../controllers/access.ts'
import { resumeSession } from '../controllers/session.controller.ts'
import { verifyAccessToken } from '../lib/access-token.ts'
import { readBearerToken, requireActor, setActor } from './request-context.ts'

/** Finds out who sent a request: by its access token or, without one, by its session cookie. Anonymous ones pass. */
export async function identify(request: Request, _response: Response, next: NextFunction): Promise<void> {
  const claimed = readClaim(request)
  const actor = claimed && (await resumeSession(claimed.userId, claimed.sessionId))
  if (actor) setActor(request, actor)
  next()
}

function readClaim(request: Request): Actor | undefined {
  if (request.get('authorization') === undefined) return request.session?.actor
  const token = readBearerToken(request)
  return token === undefined ? undefined : verifyAccessToken(token)
}

/** Lets only signed-in users through. */
export function requireUser(request: Request, _response: Response, next: NextFunction): void {
  requireActor(request)
  next()
}
