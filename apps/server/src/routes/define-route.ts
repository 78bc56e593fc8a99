import type { EndpointOutput, ValidatedInput } from '@parley/contracts/endpoints'
import type { Endpoint } from '@parley/contracts/endpoints/endpoint'
import express, { type Request, type Response, type Router } from 'express'
import type { z } from 'zod'
import type { RateLimitName } from '../config/rate-limits.ts'
import type { Actor } from '../controllers/access.ts'
import { traced } from '../lib/tracing.ts'
import { requireUser } from '../middleware/auth.middleware.ts'
import { rateLimit } from '../middleware/rate-limit.middleware.ts'
import { findActor, requireActor } from '../middleware/request-context.ts'
import { readInput, validate } from '../middleware/validate.middleware.ts'

type ActorOf<E extends Endpoint> = E['access'] extends 'user' ? Actor : Actor | undefined

export type RouteContext<E extends Endpoint> = ValidatedInput<E> & {
  actor: ActorOf<E>
  /** The bytes of an endpoint that takes some; undefined when none of a type it takes have come. */
  upload: Uint8Array | undefined
  request: Request
  response: Response
}

/** A success: its status and, unless it is 204, its body. */
export interface RouteReply<Body> {
  status: 200 | 201 | 204
  body?: Body
}

export const ok = <Body>(body: Body): RouteReply<Body> => ({ status: 200, body })
export const created = <Body>(body: Body): RouteReply<Body> => ({ status: 201, body })
export const noContent = (): RouteReply<undefined> => ({ status: 204 })

interface RouteParts<E extends Endpoint> {
  limit: RateLimitName
  shape: z.ZodType<ValidatedInput<E>>
}

/** Puts an endpoint of the contract on a router: limit, authenticate, read, validate, handle. */
export function defineRoute<E extends Endpoint>(
  router: Router,
  endpoint: E,
  { limit, shape }: RouteParts<E>,
  handle: (context: RouteContext<E>) => RouteReply<EndpointOutput<E>> | Promise<RouteReply<EndpointOutput<E>>>,
): void {
  const method = endpoint.method.toLowerCase() as Lowercase<Endpoint['method']>
  const guards = endpoint.access === 'user' ? [rateLimit(limit), requireUser] : [rateLimit(limit)]
  // Read no earlier: nobody fills the memory who may not even try.
  if (endpoint.upload) {
    const { types, maxBytes } = endpoint.upload
    guards.push(express.raw({ type: [...types], limit: maxBytes, inflate: false }))
  }
  router[method](endpoint.path, ...guards, validate(shape), async (request: Request, response: Response) => {
    const actor = (endpoint.access === 'user' ? requireActor(request) : findActor(request)) as ActorOf<E>
    const upload = request.body instanceof Uint8Array ? request.body : undefined
    const context = { ...readInput<object>(request), actor, upload, request, response }
    const { status, body } = await traced(`controller: ${endpoint.summary}`, {}, () =>
      handle(context as RouteContext<E>),
    )
    if (body === undefined) response.status(status).end()
    else response.status(status).json(body)
  })
}
