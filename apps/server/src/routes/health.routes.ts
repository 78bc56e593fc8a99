import { Router } from 'express'
import { registry } from '../lib/metrics.ts'

export interface HealthChecks {
  isDraining: () => boolean
  /** Each rejects when what it names is not there. */
  dependencies: Record<string, () => Promise<unknown>>
}

/** Milliseconds that a dependency may take to answer. */
const DEADLINE_MS = 2_000

/** For load balancers and monitoring: alive, ready, and the figures. */
export function createHealthRoutes({ isDraining, dependencies }: HealthChecks): Router {
  const routes = Router()
  let underWay: ReturnType<typeof checkAll> | undefined
  // Anybody may ask, and however many do, each dependency is asked once at a time.
  const check = () => {
    underWay ??= checkAll(dependencies).finally(() => {
      underWay = undefined
    })
    return underWay
  }
  routes.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  routes.get('/readyz', async (_request, response) => {
    const checks = await check()
    const isServing = Object.values(checks).every((state) => state === 'ok')
    const status = isDraining() ? 'draining' : isServing ? 'ready' : 'unavailable'
    response.status(status === 'ready' ? 200 : 503).json({ status, checks })
  })
  routes.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics())
  })
  return routes
}

async function checkAll(dependencies: HealthChecks['dependencies']): Promise<Record<string, 'ok' | 'down'>> {
  const states = Object.entries(dependencies).map(([name, check]) =>
    withDeadline(check()).then(
      () => [name, 'ok'] as const,
      () => [name, 'down'] as const,
    ),
  )
  return Object.fromEntries(await Promise.all(states))
}

function withDeadline(check: Promise<unknown>): Promise<unknown> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('no answer in time')), DEADLINE_MS)
  return Promise.race([check, promise]).finally(() => clearTimeout(timer))
}
