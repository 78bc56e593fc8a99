import type { Request } from 'express'
import type { Actor } from '../controllers/access.ts'
import type { Client } from '../controllers/session.controller.ts'
import { AppError } from '../lib/errors.ts'

declare module 'express-session' {
  interface SessionData {
    /** Whom this browser is signed in as, and by which login. */
    actor?: Actor
    /** What csurf makes the session's tokens from. */
    csrfSecret?: string
  }
}

const actors = new WeakMap<Request, Actor>()

/** Remembers who sent a request, once that is known. */
export function setActor(request: Request, actor: Actor): void {
  actors.set(request, actor)
}

/** Who sent a request; undefined for somebody who is not signed in. */
export function findActor(request: Request): Actor | undefined {
  return actors.get(request)
}

/** @throws AppError `unauthenticated` */
export function requireActor(request: Request): Actor {
  const actor = actors.get(request)
  if (!actor) throw new AppError('unauthenticated')
  return actor
}

/**
 * The browser's session.
 * @throws AppError `malformed_request` where there is none because the request carries an access token
 */
export function requireSession(request: Request): Request['session'] {
  if (request.session) return request.session
  throw new AppError('malformed_request', { detail: 'This is for browsers: send no Authorization header' })
}

/** From where a request comes, as far as the trusted proxies tell. */
export function readClient(request: Request): Client {
  return { ipAddress: request.ip ?? null, userAgent: request.get('user-agent') ?? null }
}

/** The bearer token of clients without cookies (RFC 6750). */
export function readBearerToken(request: Request): string | undefined {
  return /^Bearer ([\w.~+/-]+=*)$/i.exec(request.get('authorization') ?? '')?.[1]
}
