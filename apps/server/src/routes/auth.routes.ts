import { promisify } from 'node:util'
import { endpoints } from '@parley/contracts/endpoints'
import { type Request, Router } from 'express'
import type { Actor } from '../controllers/access.ts'
import * as auth from '../controllers/auth.controller.ts'
import * as sessions from '../controllers/session.controller.ts'
import * as tokens from '../controllers/token.controller.ts'
import { findActor, readClient, requireSession } from '../middleware/request-context.ts'
import * as shapes from '../validators/auth.validator.ts'
import { created, defineRoute, noContent, ok } from './define-route.ts'

/** Milliseconds that the session of somebody who is not signed in lasts: long enough to fill in a form. */
const ANONYMOUS_SESSION_MS = 60 * 60 * 1000

export const authRoutes = Router()

defineRoute(authRoutes, endpoints.getCsrfToken, { limit: 'anonymous', shape: shapes.getCsrfToken }, ({ request }) => {
  const session = requireSession(request)
  if (!session.actor) session.cookie.maxAge = ANONYMOUS_SESSION_MS
  return ok({ csrfToken: request.csrfToken() })
})

defineRoute(
  authRoutes,
  endpoints.register,
  { limit: 'register', shape: shapes.register },
  async ({ body, request }) => {
    requireSession(request)
    const { user, actor } = await auth.register(body, readClient(request))
    await signIn(request, actor)
    return created(user)
  },
)

defineRoute(authRoutes, endpoints.login, { limit: 'login', shape: shapes.login }, async ({ body, request }) => {
  requireSession(request)
  const { user, actor } = await auth.login(body, readClient(request))
  await signIn(request, actor)
  return ok(user)
})

defineRoute(authRoutes, endpoints.logout, { limit: 'write', shape: shapes.logout }, async ({ actor, request }) => {
  await sessions.logout(actor)
  if (request.session?.actor) await promisify(request.session.destroy.bind(request.session))()
  return noContent()
})

defineRoute(authRoutes, endpoints.getSelf, { limit: 'read', shape: shapes.getSelf }, async ({ actor }) =>
  ok(await auth.getSelf(actor)),
)

defineRoute(
  authRoutes,
  endpoints.updateProfile,
  { limit: 'profile', shape: shapes.updateProfile },
  async ({ actor, body }) => ok(await auth.updateProfile(actor, body)),
)

defineRoute(
  authRoutes,
  endpoints.setAvatar,
  { limit: 'image', shape: shapes.setAvatar },
  async ({ actor, query, upload }) => ok(await auth.setAvatar(actor, { bytes: upload, crop: query })),
)

defineRoute(authRoutes, endpoints.removeAvatar, { limit: 'image', shape: shapes.removeAvatar }, async ({ actor }) =>
  ok(await auth.removeAvatar(actor)),
)

defineRoute(
  authRoutes,
  endpoints.changePassword,
  { limit: 'write', shape: shapes.changePassword },
  async ({ actor, body, request }) => {
    await auth.changePassword(actor, body)
    if (request.session?.actor) await renewCookie(request, actor)
    return noContent()
  },
)

defineRoute(
  authRoutes,
  endpoints.createToken,
  { limit: 'login', shape: shapes.createToken },
  async ({ body, request }) => ok(await tokens.createToken(body, readClient(request))),
)

defineRoute(authRoutes, endpoints.refreshToken, { limit: 'refresh', shape: shapes.refreshToken }, async ({ body }) =>
  ok(await tokens.refreshToken(body.refreshToken)),
)

defineRoute(authRoutes, endpoints.revokeToken, { limit: 'refresh', shape: shapes.revokeToken }, async ({ body }) => {
  await tokens.revokeToken(body.refreshToken)
  return noContent()
})

defineRoute(authRoutes, endpoints.listSessions, { limit: 'read', shape: shapes.listSessions }, async ({ actor }) =>
  ok(await sessions.listOwnSessions(actor)),
)

defineRoute(
  authRoutes,
  endpoints.endSession,
  { limit: 'write', shape: shapes.endSession },
  async ({ actor, params }) => {
    await sessions.endSession(actor, params.sessionId)
    return noContent()
  },
)

defineRoute(
  authRoutes,
  endpoints.endOtherSessions,
  { limit: 'write', shape: shapes.endOtherSessions },
  async ({ actor }) => {
    await sessions.endOtherSessions(actor)
    return noContent()
  },
)

/** Gives the browser a new session, so that one planted before signing in is worth nothing after it. */
async function signIn(request: Request, actor: Actor): Promise<void> {
  const previous = findActor(request)
  if (previous) await sessions.logout(previous)
  await renewCookie(request, actor)
}

async function renewCookie(request: Request, actor: Actor): Promise<void> {
  await promisify(request.session.regenerate.bind(request.session))()
  request.session.actor = actor
  await promisify(request.session.save.bind(request.session))()
}
