import csurf from 'csurf'
import type { Request, RequestHandler } from 'express'
import { AppError } from '../lib/errors.ts'

// Paths match as express matches them: in any case, and with a slash at the end or without.

/** Endpoints that neither read nor set cookies, so that a forged request gains nothing by the victim's. */
const cookieless = /^\/auth\/token(\/|$)/i
const asksForToken = /^\/auth\/csrf\/?$/i
const signsIn = /^\/auth\/(login|register)\/?$/i

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

const verify = csurf({ value: (request: Request) => request.get('x-csrf-token') ?? '' })

/**
 * Requests that change something carry the token of their session (`GET /api/auth/csrf`). Signing in and up need one
 * although there is no session yet, lest somebody be signed in to an account of an attacker's. Other requests of nobody
 * have nothing to forge, and are for `requireUser` to refuse; nor have those with an access token, which no page can be
 * made to send.
 */
export const csrfProtection: RequestHandler = (request, response, next) => {
  const { method, path, session } = request
  if (!session || cookieless.test(path)) return next()
  // csurf starts a session for whoever has none: only who asks for a token needs one.
  if (session.csrfSecret !== undefined || asksForToken.test(path)) return verify(request, response, next)
  const isForgeable = !safeMethods.has(method) && (session.actor !== undefined || signsIn.test(path))
  next(isForgeable ? new AppError('csrf_failed') : undefined)
}
