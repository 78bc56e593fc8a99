import csurf from 'csurf'
import type { Request } from 'express'
import { SESSION_COOKIE_PATTERN } from '../config/session.ts'

/** Endpoints that neither read nor set cookies, so that a forged request gains nothing by the victim's. */
const cookieless = /^\/auth\/token(\/|$)/

/**
 * Requests that change something carry the token of their session (`GET /api/auth/csrf`). Signing in and up need one
 * although there is no session yet, lest somebody be signed in to an account of an attacker's. A request with no session
 * cookie has nothing to forge; it is for `requireUser` to refuse.
 */
export const csrfProtection = csurf({
  ignoreRequest: (request: Request) => {
    if (request.get('authorization') !== undefined || cookieless.test(request.path)) return true
    const signsIn = request.path === '/auth/login' || request.path === '/auth/register'
    return !signsIn && !SESSION_COOKIE_PATTERN.test(request.get('cookie') ?? '')
  },
  value: (request: Request) => request.get('x-csrf-token') ?? '',
})
