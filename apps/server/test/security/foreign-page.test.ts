import { connectRealtime } from '@parley/client/realtime'
import { describe, expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { signInWithToken } from '../support/bearer.ts'
import { connected, signUp } from '../support/people.ts'
import { send } from '../support/rest.ts'

// Cross-site WebSocket hijacking: browsers send cookies with a handshake from any page, and no CSRF token.

const partner = 'https://partner.example'
const publicUrl = 'http://chat.example.org'

const app = await startSharedApp({ CORS_ORIGINS: partner, PUBLIC_URL: publicUrl })
const ana = await signUp(app.url, 'ana')
const bot = await signInWithToken(app.url, ana)

type Headers = Record<string, string>

/** Tries to connect. @returns 'connected', the code of the refusal, or 'refused' where there was none */
async function connectFrom(transport: string, headers: Headers, accessToken?: string): Promise<string> {
  const realtime = connectRealtime({
    baseUrl: app.url,
    ...(accessToken !== undefined && { accessToken: () => accessToken }),
    socket: { transports: [transport], extraHeaders: headers, reconnection: false, forceNew: true },
  })
  const outcome = await connected(realtime).then(
    () => 'connected',
    (error: { data?: { code: string } }) => error.data?.code ?? 'refused',
  )
  realtime.close()
  return outcome
}

const host = () => new URL(app.url).host

const foreign: [what: string, origin: () => string][] = [
  ['another site', () => 'https://evil.example'],
  ['a sandboxed frame', () => 'null'],
  ['another port', () => 'http://127.0.0.1:1'],
  ['a host that begins like ours', () => `http://${host()}.evil.example`],
  ['a host that ends like ours', () => `http://evil.example.${host()}`],
  ['a host that names ours as the user', () => `http://${host()}@evil.example`],
  ['a host that begins like a partner', () => `${partner}.evil.example`],
  ['a partner without TLS', () => 'http://partner.example'],
  ['a file', () => 'file://'],
  ['an extension', () => 'chrome-extension://abcdef'],
  ['nonsense', () => 'nonsense'],
]

describe.each(['websocket', 'polling'])('by %s', (transport) => {
  test.each(foreign)('a page of %s cannot connect, with cookie or token', async (_, origin) => {
    const headers = { origin: origin(), cookie: ana.jar.header }
    expect(await connectFrom(transport, headers)).toBe('refused')
    expect(await connectFrom(transport, { origin: origin() }, bot.accessToken)).toBe('refused')
  })

  test('a cookie without an origin counts for nothing', async () => {
    expect(await connectFrom(transport, { cookie: ana.jar.header })).toBe('unauthorized')
    const crossSite = { cookie: ana.jar.header, 'sec-fetch-site': 'cross-site' }
    expect(await connectFrom(transport, crossSite)).toBe('unauthorized')
  })

  test('a token needs no origin: its holder is no browser', async () => {
    expect(await connectFrom(transport, {}, bot.accessToken)).toBe('connected')
  })

  test.each([
    ['our own', () => app.url],
    ['that people reach us at', () => publicUrl],
    ['we trust', () => partner],
  ])('a page of the origin %s connects with the cookie', async (_, origin) => {
    expect(await connectFrom(transport, { origin: origin(), cookie: ana.jar.header })).toBe('connected')
  })

  test('an origin is no identity', async () => {
    expect(await connectFrom(transport, { origin: app.url })).toBe('unauthorized')
  })
})

test('our own page polls without an origin, as the browser vouches', async () => {
  const headers = { cookie: ana.jar.header, 'sec-fetch-site': 'same-origin' }
  expect(await connectFrom('polling', headers)).toBe('connected')
})

test('the handshake of a foreign page is answered 403 and sets nothing', async () => {
  const answer = await send(`${app.url}/socket.io/?EIO=4&transport=polling`, {
    headers: { origin: 'https://evil.example' },
  })
  expect(answer.status).toBe(403)
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})
