import { describe, expect, test } from 'vitest'
import { startApp, startSharedApp } from '../support/app.ts'
import { signUp } from '../support/people.ts'
import { expectProblem, send } from '../support/rest.ts'
import { absentId } from './permissions/world.ts'

const app = await startSharedApp()

const get = (path: string, headers: Record<string, string> = {}) => send(app.url + path, { headers })

describe('health', () => {
  test('the app is alive and ready', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect(await get('/readyz')).toMatchObject({ status: 200, body: { status: 'ready', checks: { database: 'ok' } } })
  })

  test('without its database the app is alive and not ready, and says why', async () => {
    const broken = await startApp()
    await broken.database.drop()
    expect(await send(`${broken.url}/healthz`)).toMatchObject({ status: 200 })
    expect(await send(`${broken.url}/readyz`)).toMatchObject({ status: 503, body: { checks: { database: 'down' } } })
    await broken.stop()
  })

  test('the figures are in the text format of Prometheus, by route and not by what was asked for', async () => {
    const ana = await signUp(app.url, 'ana')
    await ana.api.getUser({ params: { userId: absentId } }).catch(() => undefined)
    const { status, headers, text } = await get('/metrics')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=/)
    expect(text).toContain('# TYPE parley_http_request_duration_seconds histogram')
    expect(text).toContain('{method="GET",route="/auth/csrf",status="200"}')
    expect(text).toContain('{method="GET",route="/users/:userId",status="404"}')
    expect(text).not.toContain(absentId)
    expect(text).toContain('parley_connected_sockets 0')
  })
})

describe('every answer', () => {
  const paths = ['/api/auth/me', '/api/nothing', '/api/openapi.json', '/api/docs', '/nothing']

  test.each(paths)('%s carries the headers that protect a page', async (path) => {
    const { headers } = await get(path)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("style-src 'self'")
    expect(policy).toContain("object-src 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=(self)')
    expect(headers.has('x-powered-by')).toBe(false)
  })

  test('about somebody is kept by no cache', async () => {
    expect((await get('/api/auth/me')).headers.get('cache-control')).toBe('no-store')
    expect((await get('/api/auth/csrf')).headers.get('cache-control')).toBe('no-store')
  })

  test('has an id, that of the request where it is harmless', async () => {
    expect((await get('/api/auth/me')).headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
    const given = await get('/api/auth/me', { 'x-request-id': 'trace.1' })
    expect(given.headers.get('x-request-id')).toBe('trace.1')
    for (const id of ['<script>', 'a b', 'x'.repeat(65)]) {
      const { headers } = await get('/api/auth/me', { 'x-request-id': id })
      expect(headers.get('x-request-id')).not.toBe(id)
    }
  })

  test('to what is not there is a problem document', async () => {
    expectProblem(await get('/api/nothing'), 'not_found')
    expectProblem(await get('/api/auth/me/too'), 'not_found')
    expectProblem(await get('/nothing', { accept: 'application/json' }), 'not_found')
  })

  test('to a page of another origin stays with us: no CORS unless configured', async () => {
    const { headers } = await get('/api/auth/csrf', { origin: 'https://elsewhere.example' })
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('the documentation page', () => {
  test('runs under the policy: nothing inline, and everything from us', async () => {
    const { status, headers, text } = await get('/api/docs')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/html/)
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i)
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '')
    expect(sources).toHaveLength(3)
    for (const source of sources) {
      expect(source).toMatch(/^\/api\/docs\//)
      const asset = await get(source)
      expect(asset.status).toBe(200)
      expect(asset.headers.get('content-type')).toMatch(source.endsWith('.css') ? /^text\/css/ : /^text\/javascript/)
    }
  })

  test('shows the document of this app', async () => {
    expect((await get('/api/docs/start.js')).text).toContain("url: '/api/openapi.json'")
  })
})

test('a page of an allowed origin may use the API with cookies', async () => {
  const origin = 'https://client.example'
  const open = await startApp({ CORS_ORIGINS: `${origin}, https://other.example` })
  const answer = await send(`${open.url}/api/auth/csrf`, { headers: { origin } })
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
  expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
  const preflight = await send(`${open.url}/api/auth/login`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-csrf-token' },
  })
  expect(preflight.headers.get('access-control-allow-headers')).toContain('x-csrf-token')
  const foreign = await send(`${open.url}/api/auth/csrf`, { headers: { origin: 'https://elsewhere.example' } })
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  await open.stop()
})
