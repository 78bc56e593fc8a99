import { Router } from 'express'
import { registry } from '../lib/metrics.ts'

export interface HealthChecks {
  isDraining: () => boolean
  /** Each rejects when what it names is not there. */
  dependencies: Record<string, () => Promise<unknown>>
}

const DEADLINE_MS = 2_000

/** For load balancers and monitoring: alive, ready, and the figures. */
export function createHealthRoutes({ isDraining, dependencies }: HealthChecks): Router {
  const routes = Router()
  routes.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  routes.get('/readyz', async (_request, response) => {
    const names = Object.keys(dependencies)
    const results = await Promise.allSettled(Object.values(dependencies).map((check) => withDeadline(check())))
    const checks = Object.fromEntries(
      names.map((name, index) => [name, results[index]?.status === 'fulfilled' ? 'ok' : 'down']),
    )
    const isReady = !isDraining() && results.every((result) => result.status === 'fulfilled')
    const status = isDraining() ? 'draining' : isReady ? 'ready' : 'unavailable'
    response.status(isReady ? 200 : 503).json({ status, checks })
  })
  routes.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics())
  })
  return routes
}

function withDeadline(check: Promise<unknown>): Promise<unknown> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('no answer in time')), DEADLINE_MS)
  return Promise.race([check, promise]).finally(() => clearTimeout(timer))
}
