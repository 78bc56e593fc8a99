import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, startSharedApp, type TestApp } from '../support/app.ts'
import { CookieJar, password, signUp } from '../support/people.ts'
import { type Answer, csrfToken, expectProblem, jsonRequest, send } from '../support/rest.ts'

const app = await startSharedApp()
const ana = await signUp(app.url, 'ana')

const visit = (headers: Record<string, string> = {}) => send(`${app.url}/api/auth/csrf`, { headers })

/** The one cookie that an answer sets, taken apart. */
function readCookie({ headers }: Answer) {
  const [cookie = '', ...others] = headers.getSetCookie()
  expect(others).toEqual([])
  const [pair = '', ...attributes] = cookie.split('; ')
  const [name, value] = pair.split('=')
  const expires = attributes.find((attribute) => attribute.startsWith('Expires='))?.slice('Expires='.length)
  return { name, value, pair, attributes, lifetime: Date.parse(expires ?? '') - Date.now() }
}

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

/** Signs in with whatever cookie there is, as a browser does whose user fills in the form. */
async function login(cookie: string): Promise<Answer> {
  const { body, headers } = await visit({ cookie })
  const token = (body as { csrfToken: string }).csrfToken
  const own = headers.getSetCookie()[0]?.split(';')[0] ?? cookie
  const request = jsonRequest(
    'POST',
    { email: ana.email, password },
    new Headers({ cookie: own, 'x-csrf-token': token }),
  )
  return send(`${app.url}/api/auth/login`, request)
}

const whoAmI = (cookie: string) => send(`${app.url}/api/auth/me`, { headers: { cookie } })

describe('the cookie', () => {
  test('is out of reach of scripts and of other sites, and only as long-lived as it must be', async () => {
    const visitor = readCookie(await visit())
    expect(visitor.name).toBe('parley.sid')
    expect(visitor.attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']))
    expect(visitor.attributes.join()).not.toMatch(/Domain|Secure/)
    expect(visitor.lifetime).toBeLessThanOrEqual(HOUR)
    const member = readCookie(await login(visitor.pair))
    expect(member.attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']))
    expect(member.lifetime).toBeGreaterThan(89 * DAY)
    expect(member.lifetime).toBeLessThanOrEqual(90 * DAY)
  })

  test('is given to nobody who has not asked for a token: looking around leaves nothing behind', async () => {
    for (const path of ['/api/auth/me', '/api/invites/nothing', '/api/nothing', '/api/docs', '/healthz', '/']) {
      expect((await send(app.url + path)).headers.getSetCookie()).toEqual([])
    }
    const forged = await send(`${app.url}/api/auth/login`, jsonRequest('POST', { email: ana.email, password }))
    expectProblem(forged, 'csrf_failed')
    expect(forged.headers.getSetCookie()).toEqual([])
    const handshake = await send(`${app.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: app.url } })
    expect(handshake.status).toBe(200)
    expect(handshake.headers.getSetCookie()).toEqual([])
  })
})

describe('a session that was planted before is worth nothing after (fixation)', () => {
  test('signing in', async () => {
    const planted = readCookie(await visit())
    const own = readCookie(await login(planted.pair))
    expect(own.value).not.toBe(planted.value)
    expectProblem(await whoAmI(planted.pair), 'unauthenticated')
    expect((await whoAmI(own.pair)).status).toBe(200)
  })

  test('signing up', async () => {
    const jar = new CookieJar()
    const token = await csrfToken(app.url, jar)
    const planted = jar.header
    const body = { email: 'new@example.org', username: 'new.person', password }
    const request = jsonRequest('POST', body, new Headers({ 'x-csrf-token': token }))
    const answer = await send(`${app.url}/api/auth/register`, request, jar)
    expect(answer.status).toBe(201)
    expect(jar.header).not.toBe(planted)
    expectProblem(await whoAmI(planted), 'unauthenticated')
  })

  test('changing the password', async () => {
    const ben = await signUp(app.url, 'ben')
    const before = ben.jar.header
    await ben.api.changePassword({ body: { currentPassword: password, newPassword: 'a completely new one' } })
    expect(ben.jar.header).not.toBe(before)
    expectProblem(await whoAmI(before), 'unauthenticated')
    expect((await ben.api.getSelf()).id).toBe(ben.user.id)
  })

  test('signing out', async () => {
    const own = readCookie(await login(readCookie(await visit()).pair))
    const token = (await visit({ cookie: own.pair })).body as { csrfToken: string }
    const headers = { cookie: own.pair, 'x-csrf-token': token.csrfToken }
    expect((await send(`${app.url}/api/auth/logout`, { method: 'POST', headers })).status).toBe(204)
    expectProblem(await whoAmI(own.pair), 'unauthenticated')
  })

  test('choosing its id: only ids that we made and signed are taken', async () => {
    const own = readCookie(await login(readCookie(await visit()).pair))
    const [id, signature] = decodeURIComponent(own.value ?? '')
      .slice(2)
      .split('.')
    const forgeries = [
      'chosen',
      's:chosen.chosen',
      `s:${id}.`,
      `s:${id}`,
      `s:${id}.${signature?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
      `s:${id}x.${signature}`,
      `${id}`,
      `j:{"id":"${id}"}`,
    ]
    for (const forgery of forgeries) {
      const cookie = `parley.sid=${encodeURIComponent(forgery)}`
      expectProblem(await whoAmI(cookie), 'unauthenticated')
      expect(readCookie(await visit({ cookie })).value).not.toContain('chosen')
    }
  })
})

describe('behind TLS', () => {
  const https = { 'x-forwarded-proto': 'https' }
  let secure: TestApp
  let untrusting: TestApp
  let trustingNeighbours: TestApp

  beforeAll(async () => {
    const publicUrl = { PUBLIC_URL: 'https://chat.example.org' }
    secure = await startApp({ ...publicUrl, TRUST_PROXY: '1' })
    untrusting = await startApp({ ...publicUrl, TRUST_PROXY: '0' })
    trustingNeighbours = await startApp(publicUrl)
  })
  afterAll(() => Promise.all([secure, untrusting, trustingNeighbours].map((one) => one.stop())))

  test('the cookie belongs to this host alone and never travels in the clear', async () => {
    const cookie = readCookie(await send(`${secure.url}/api/auth/csrf`, { headers: https }))
    expect(cookie.name).toBe('__Host-parley.sid')
    expect(cookie.attributes).toEqual(expect.arrayContaining(['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']))
    expect(cookie.attributes.join()).not.toContain('Domain')
    const clear = await send(`${secure.url}/api/auth/csrf`)
    expect(clear.headers.getSetCookie()).toEqual([])
  })

  test('browsers are told to stay with TLS', async () => {
    const { headers } = await send(`${secure.url}/api/auth/me`, { headers: https })
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}$/)
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
    expect((await visit()).headers.has('strict-transport-security')).toBe(false)
  })

  test('one signs in, and a cookie of the name without TLS counts for nothing', async () => {
    const jar = new CookieJar()
    const token = await csrfToken(secure.url, forwarding(jar))
    const body = { email: 'new@example.org', username: 'new.person', password }
    const request = jsonRequest('POST', body, new Headers({ ...https, 'x-csrf-token': token }))
    expect((await send(`${secure.url}/api/auth/register`, request, jar)).status).toBe(201)
    expect((await send(`${secure.url}/api/auth/me`, { headers: https }, jar)).status).toBe(200)
    const cookie = jar.header.replace('__Host-', '')
    expectProblem(await send(`${secure.url}/api/auth/me`, { headers: { ...https, cookie } }), 'unauthenticated')
  })

  test('nobody but a trusted proxy says that a request came by TLS', async () => {
    const answer = await send(`${untrusting.url}/api/auth/csrf`, { headers: https })
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test('a proxy on the same machine or network is trusted unless told otherwise', async () => {
    const cookie = readCookie(await send(`${trustingNeighbours.url}/api/auth/csrf`, { headers: https }))
    expect(cookie.attributes).toContain('Secure')
  })

  /** The same cookies, as they travel through the proxy. */
  function forwarding(jar: CookieJar): CookieJar {
    const through: typeof fetch = (input, init) => {
      const headers = new Headers(init?.headers)
      headers.set('x-forwarded-proto', 'https')
      return jar.fetch(input, { ...init, headers })
    }
    return Object.assign(new CookieJar(), { fetch: through })
  }
})
