import type { NextFunction, Request, Response } from 'express'
import { limiter, type RateLimitName, rateLimits } from '../config/rate-limits.ts'
import { addressKey } from '../lib/address-key.ts'
import { findActor } from './request-context.ts'

/** Counts a request against a budget: of the signed-in user, where the budget is by user, or else of the address. */
export function rateLimit(name: RateLimitName) {
  return async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    const actor = rateLimits[name].per === 'user' ? findActor(request) : undefined
    if (actor) await limiter.spend(name, actor.userId)
    else await limiter.spend(rateLimits[name].per === 'user' ? 'anonymous' : name, addressKey(request.ip))
    next()
  }
}
