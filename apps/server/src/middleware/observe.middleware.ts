import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { pinoHttp } from 'pino-http'
import { logger } from '../lib/logger.ts'
import { httpDuration } from '../lib/metrics.ts'

/** Logs every request with an id, which the answer carries as `X-Request-Id`. */
export function logRequests() {
  return pinoHttp({
    logger,
    genReqId: (request, response) => {
      const given = request.headers['x-request-id']
      const id = typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
      response.setHeader('x-request-id', id)
      return id
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
  })
}

/** Times every request by the route it took. */
export function measureRequests(request: Request, response: Response, next: NextFunction): void {
  const end = httpDuration.startTimer({ method: request.method })
  response.on('finish', () => {
    // Without where its router is mounted, which is known no more once a request has failed.
    const route = request.route ? String(request.route.path) : 'none'
    end({ route, status: response.statusCode })
  })
  next()
}
