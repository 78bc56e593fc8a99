import { randomUUID } from 'node:crypto'
import { context, propagation, SpanKind, trace } from '@opentelemetry/api'
import type { NextFunction, Request, Response } from 'express'
import { pinoHttp } from 'pino-http'
import { logger } from '../lib/logger.ts'
import { httpDuration } from '../lib/metrics.ts'
import { beginSpan, isTracing } from '../lib/tracing.ts'

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

/** Gives every request a span, within the trace that the caller names. */
export function traceRequests(request: Request, response: Response, next: NextFunction): void {
  if (!isTracing) {
    next()
    return
  }
  const { method, path } = request
  const caller = propagation.extract(context.active(), request.headers)
  const attributes = { 'http.request.method': method, 'url.path': path }
  const { span, end } = beginSpan(method, { kind: SpanKind.SERVER, attributes }, caller)
  response.on('close', () => {
    if (request.route) span.updateName(`${method} ${request.route.path}`)
    span.setAttribute('http.response.status_code', response.statusCode)
    end(response.statusCode >= 500 ? `${response.statusCode}` : undefined)
  })
  context.with(trace.setSpan(caller, span), next)
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
