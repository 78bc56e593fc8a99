import { type EndpointName, endpoints } from '@parley/contracts/endpoints'
import { describe, expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { signInWithToken } from '../support/bearer.ts'
import { CookieJar, password, signUp } from '../support/people.ts'
import { type Answer, csrfToken, endpointPath, expectProblem, jsonRequest, send } from '../support/rest.ts'

const app = await startSharedApp()
const ana = await signUp(app.url, 'ana')

const names = Object.keys(endpoints) as EndpointName[]
/** They neither read nor set cookies: the victim's are of no use there. */
const cookieless: EndpointName[] = ['createToken', 'refreshToken', 'revokeToken']
const guarded = names.filter((name) => endpoints[name].method !== 'GET' && !cookieless.includes(name))
const params = { serverId: '1', channelId: '1', messageId: '1', conversationId: '1', userId: '1', sessionId: '1' }

/** As a page elsewhere could make the victim's browser send it, if that took JSON. */
function forge(name: EndpointName, jar: CookieJar, token?: string): Promise<Answer> {
  const headers = new Headers(token === undefined ? {} : { 'x-csrf-token': token })
  return send(app.url + endpointPath(name, { params }), jsonRequest(endpoints[name].method, {}, headers), jar)
}

describe.each(guarded)('%s', (name) => {
  test('is refused without the token of its session', async () => {
    const mallory = await csrfToken(app.url, new CookieJar())
    for (const token of [undefined, '', 'guessed', mallory]) {
      expectProblem(await forge(name, ana.jar, token), 'csrf_failed')
    }
  })
})

test('with the token of its session the same request is looked at', async () => {
  expectProblem(await forge('createServer', ana.jar, await csrfToken(app.url, ana.jar)), 'validation_failed')
})

test('nothing that only reads needs a token', async () => {
  for (const name of names.filter((endpoint) => endpoints[endpoint].method === 'GET')) {
    const { status } = await send(app.url + endpointPath(name, { params: { ...params, inviteCode: 'x' } }), {}, ana.jar)
    expect(status).not.toBe(403)
  }
})

test('the token of somebody else’s session is worth nothing, signed in or not', async () => {
  const mallory = await signUp(app.url, 'mallory')
  expectProblem(await forge('logout', ana.jar, await csrfToken(app.url, mallory.jar)), 'csrf_failed')
  expect((await ana.api.getSelf()).id).toBe(ana.user.id)
})

describe('nobody is signed in to an account of somebody else’s choosing (NodeBB #14852)', () => {
  const credentials = () => ({ email: ana.email, password })
  const registration = { email: 'mallory@example.org', username: 'mallory', password }

  test.each(['/api/auth/login', '/api/auth/LOGIN', '/api/auth/login/', '/api/auth//login', '/api/auth/login?x=1'])(
    'by a sign-in without a session and without a token, at %s',
    async (path) => {
      const answer = await send(app.url + path, jsonRequest('POST', credentials()))
      expect([403, 404]).toContain(answer.status)
      expect(answer.headers.getSetCookie()).toEqual([])
    },
  )

  test.each(['/api/auth/register', '/api/auth/Register', '/api/auth/register/'])(
    'by a registration without a session and without a token, at %s',
    async (path) => {
      expectProblem(await send(app.url + path, jsonRequest('POST', registration)), 'csrf_failed')
    },
  )

  test('by a token that goes with another session', async () => {
    const [victim, mallory] = [new CookieJar(), new CookieJar()]
    await csrfToken(app.url, victim)
    const headers = new Headers({ 'x-csrf-token': await csrfToken(app.url, mallory) })
    expectProblem(
      await send(`${app.url}/api/auth/login`, jsonRequest('POST', credentials(), headers), victim),
      'csrf_failed',
    )
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'by a form, which any page may send, as %s',
    async (type) => {
      const jar = new CookieJar()
      const token = await csrfToken(app.url, jar)
      const body = JSON.stringify(credentials())
      const bare = { method: 'POST', headers: { 'content-type': type }, body }
      expectProblem(await send(`${app.url}/api/auth/login`, bare, jar), 'csrf_failed')
      // Even with the token it is not read as JSON.
      const withToken = { ...bare, headers: { ...bare.headers, 'x-csrf-token': token } }
      expectProblem(await send(`${app.url}/api/auth/login`, withToken, jar), 'validation_failed')
    },
  )
})

test('the token counts in its header only, not where a form could put it', async () => {
  const token = await csrfToken(app.url, ana.jar)
  const body = { name: 'Forged', _csrf: token, csrfToken: token }
  expectProblem(await send(`${app.url}/api/servers?_csrf=${token}`, jsonRequest('POST', body), ana.jar), 'csrf_failed')
})

test('a reading request does not become a changing one by a header', async () => {
  const before = await ana.api.listSessions()
  for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
    await send(`${app.url}/api/auth/sessions`, { headers: { [name]: 'DELETE' } }, ana.jar)
  }
  expect(await ana.api.listSessions()).toHaveLength(before.length)
})

test('a client without cookies needs no token, and its cookies count for nothing', async () => {
  const { accessToken } = await signInWithToken(app.url, ana)
  const authorized = (token: string) => new Headers({ authorization: `Bearer ${token}` })
  const rename = (token: string) => jsonRequest('PATCH', { bio: 'By token' }, authorized(token))
  expect((await send(`${app.url}/api/auth/profile`, rename(accessToken))).status).toBe(200)
  // Not a way round the check: without the token nobody is signed in at all.
  expectProblem(await send(`${app.url}/api/auth/profile`, rename('forged'), ana.jar), 'unauthenticated')
})

test.each(['login', 'register', 'getCsrfToken'] as const)(
  '%s is for browsers, not for clients with a token',
  async (name) => {
    const { accessToken } = await signInWithToken(app.url, ana)
    const body = { email: 'new@example.org', username: 'new.person', password }
    for (const authorization of [`Bearer ${accessToken}`, 'Bearer wrong', 'Basic x', '']) {
      const headers = new Headers({ authorization })
      const { method } = endpoints[name]
      const request = jsonRequest(method, method === 'GET' ? undefined : body, headers)
      expectProblem(await send(app.url + endpointPath(name, {}), request, ana.jar), 'malformed_request')
    }
  },
)

test('the cookieless endpoints leave the cookies alone', async () => {
  const before = ana.jar.header
  const answer = await send(`${app.url}/api/auth/token`, jsonRequest('POST', { email: ana.email, password }), ana.jar)
  expect(answer.status).toBe(200)
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(ana.jar.header).toBe(before)
})
