import { existsSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { limits } from '@parley/contracts/limits'
import compression from 'compression'
import cors from 'cors'
import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { identify } from '../middleware/auth.middleware.ts'
import { csrfProtection } from '../middleware/csrf.middleware.ts'
import { handleError, handleNotFound } from '../middleware/error.middleware.ts'
import { logRequests, measureRequests, traceRequests } from '../middleware/observe.middleware.ts'
import { authRoutes } from '../routes/auth.routes.ts'
import { callRoutes } from '../routes/call.routes.ts'
import { channelRoutes } from '../routes/channel.routes.ts'
import { conversationRoutes } from '../routes/conversation.routes.ts'
import { docsRoutes } from '../routes/docs.routes.ts'
import { createHealthRoutes, type HealthChecks } from '../routes/health.routes.ts'
import { imageRoutes } from '../routes/image.routes.ts'
import { messageRoutes } from '../routes/message.routes.ts'
import { notificationSettingsRoutes } from '../routes/notification-settings.routes.ts'
import { serverRoutes } from '../routes/server.routes.ts'
import { userRoutes } from '../routes/user.routes.ts'
import { type Environment, projectRoot } from './env.ts'

const webRoot = join(projectRoot, 'apps/web/dist')

interface ExpressOptions {
  env: Pick<Environment, 'trustProxy' | 'corsOrigins' | 'isSecure'>
  session: RequestHandler
  health: HealthChecks
}

/** The HTTP side: health, the API, its docs, and the web client. */
export function createExpressApp({ env, session, health }: ExpressOptions): Express {
  const app = express()
  app.set('trust proxy', env.trustProxy)
  app.disable('x-powered-by')
  app.use(createHealthRoutes(health))
  app.use(traceRequests, logRequests(), measureRequests, securityHeaders(env.isSecure))
  app.use('/api', createApi(env.corsOrigins, session))
  serveWebClient(app)
  app.use(handleNotFound)
  app.use(handleError)
  return app
}

function createApi(corsOrigins: string[], session: RequestHandler): express.Router {
  const api = express.Router()
  // For anybody, and to be kept by browsers: no session is looked at.
  api.use(docsRoutes, imageRoutes)
  api.use((_request, response, next) => {
    response.set('cache-control', 'no-store')
    next()
  })
  if (corsOrigins.length > 0)
    api.use(
      cors({ origin: corsOrigins, credentials: true, exposedHeaders: ['retry-after', 'x-request-id'], maxAge: 600 }),
    )
  // A request with an access token has no use for a cookie.
  api.use((request, response, next) =>
    request.get('authorization') === undefined ? session(request, response, next) : next(),
  )
  api.use(identify)
  api.use(express.json({ limit: limits.requestBody }))
  api.use(csrfProtection)
  // Each route is tried in turn: what is asked for most comes first.
  api.use(
    messageRoutes,
    conversationRoutes,
    serverRoutes,
    channelRoutes,
    authRoutes,
    notificationSettingsRoutes,
    callRoutes,
    userRoutes,
  )
  api.use(handleNotFound)
  return api
}

/** Everything from ourselves; no inline script or style. */
function securityHeaders(isSecure: boolean): RequestHandler {
  const setPermissions: RequestHandler = (_request, response, next) => {
    response.set('permissions-policy', 'camera=(self), microphone=(self), display-capture=(self), geolocation=()')
    next()
  }
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isSecure && { upgradeInsecureRequests: [] }),
      },
    },
    // What else is at the domain is not ours to decide.
    strictTransportSecurity: isSecure && { includeSubDomains: false },
    referrerPolicy: { policy: 'same-origin' },
  })
  return (request, response, next) => setPermissions(request, response, () => headers(request, response, next))
}

const neverStale = (response: ServerResponse) => void response.setHeader('cache-control', 'no-cache')

/** The built web client; any other page address is one of its routes. */
function serveWebClient(app: Express): void {
  const index = join(webRoot, 'index.html')
  if (!existsSync(index)) return
  // Nothing secret is in these files; answers of the API stay uncompressed, lest their size tell what is in them.
  app.use(compression())
  app.use(
    '/assets',
    express.static(join(webRoot, 'assets'), { index: false, immutable: true, maxAge: '1y' }),
    handleNotFound,
  )
  // The service worker, and what else pages start with, is asked for anew every time.
  app.use(express.static(webRoot, { index: false, cacheControl: false, setHeaders: neverStale }))
  app.get('/{*page}', (request, response, next) => {
    if (!request.accepts('html')) return next()
    response.set('cache-control', 'no-cache').sendFile(index)
  })
}
