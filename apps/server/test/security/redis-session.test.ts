import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { type Person, signIn, signUp } from '../support/people.ts'
import { hasRedis, TestRedis } from '../support/redis.ts'
import { send } from '../support/rest.ts'

describe.skipIf(!hasRedis)('sessions in Redis (skipped where redis-server is not installed)', () => {
  let redis: TestRedis
  let app: TestApp
  let ana: Person

  beforeAll(async () => {
    redis = await TestRedis.start()
    app = await startApp({ REDIS_URL: redis.url, RATE_LIMIT_SCALE: '0' })
    ana = await signUp(app.url, 'ana')
  })
  afterAll(async () => {
    await app.stop()
    await redis.kill()
  })

  test('survive a restart of the app, and their CSRF tokens with them', async () => {
    const server = await ana.api.createServer({ body: { name: 'Harbour' } })
    await app.kill()
    await app.restart()
    expect((await ana.api.getSelf()).id).toBe(ana.user.id)
    const renamed = await ana.api.updateServer({ params: { serverId: server.id }, body: { name: 'Lighthouse' } })
    expect(renamed.name).toBe('Lighthouse')
    const live = await ana.connect({ socket: { reconnection: false } })
    expect((await live.request('join-servers', {})).serverIds).toEqual([server.id])
    live.close()
  })

  test('end for good when one signs out', async () => {
    const device = await signIn(app.url, ana)
    await device.api.logout()
    await app.kill()
    await app.restart()
    await expect(device.api.getSelf()).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('without its Redis the app says that it is away, and goes on', async () => {
    expect(await send(`${app.url}/readyz`)).toMatchObject({ status: 200, body: { checks: { redis: 'ok' } } })
    await redis.kill()
    expect(await send(`${app.url}/healthz`)).toMatchObject({ status: 200 })
    const body = { status: 'unavailable', checks: { database: 'ok', redis: 'down' } }
    expect(await send(`${app.url}/readyz`)).toMatchObject({ status: 503, body })
    expect((await ana.api.getSelf()).id).toBe(ana.user.id)
  })
})
