import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { listen } from '../support/event-log.ts'
import { type Person, password, signUp } from '../support/people.ts'
import { type Answer, browser, type Call, expectProblem, jsonRequest, send } from '../support/rest.ts'

/** A fifth of every budget: 2 tries at an account from one address, 20 from everywhere, and 20 an address. */
const limited = { RATE_LIMIT_SCALE: '0.2' }

const wrong = { email: 'nobody@example.org', password: 'not my password' }

/** A try that costs the app nothing but counts all the same. */
function tryFrom(url: string, forwardedFor?: string): Promise<Answer> {
  const headers = new Headers(forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor })
  return send(`${url}/api/auth/token`, jsonRequest('POST', {}, headers))
}

async function tryTimes(count: number, attempt: (index: number) => Promise<Answer>): Promise<number[]> {
  const statuses: number[] = []
  for (let index = 0; index < count; index++) statuses.push((await attempt(index)).status)
  return statuses
}

function expectLimited(answer: Answer): void {
  expectProblem(answer, 'rate_limited')
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
}

describe('tries at one account', () => {
  let app: TestApp
  let ana: Person
  let ben: Person
  let visitor: Call

  beforeAll(async () => {
    app = await startApp(limited)
    ana = await signUp(app.url, 'ana')
    ben = await signUp(app.url, 'ben')
    visitor = browser(app.url)
  })
  afterAll(() => app.stop())

  test('run out, through whichever door and however it is spelled, the right password included', async () => {
    const { email } = ana
    expectProblem(await visitor('login', { body: { ...wrong, email } }), 'invalid_credentials')
    expectProblem(
      await visitor('createToken', { body: { ...wrong, email: email.toUpperCase() } }),
      'invalid_credentials',
    )
    expectLimited(await visitor('login', { body: { email, password } }))
    expectLimited(await visitor('createToken', { body: { email: ` ${email} `, password } }))
  })

  test('do not lock out others, nor whoever is signed in', async () => {
    expect((await visitor('login', { body: { email: ben.email, password } })).status).toBe(200)
    expect((await ana.api.getSelf()).id).toBe(ana.user.id)
  })

  test('by somebody who found it signed in run out, too', async () => {
    const call = browser(app.url, ana.jar)
    const guess = { body: { currentPassword: 'a guess', newPassword: 'a completely new one' } }
    expectProblem(await call('changePassword', guess), 'invalid_credentials')
    expectProblem(await call('changePassword', guess), 'invalid_credentials')
    expectLimited(await call('changePassword', guess))
  })

  test('at an account that does not exist run out alike', async () => {
    expectProblem(await visitor('login', { body: wrong }), 'invalid_credentials')
    expectProblem(await visitor('login', { body: wrong }), 'invalid_credentials')
    expectLimited(await visitor('login', { body: wrong }))
  })
})

describe('tries from one address', () => {
  test('run out, and a forged X-Forwarded-For does not help', async () => {
    const app = await startApp(limited)
    const statuses = await tryTimes(23, (index) => tryFrom(app.url, `10.0.0.${index}`))
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 400))
    expectLimited(await tryFrom(app.url))
    expectLimited(await tryFrom(app.url, '10.9.9.9'))
    // Registrations have a budget of their own.
    const visitor = browser(app.url)
    const registrations = await tryTimes(22, () => visitor('register', { body: {} }))
    expect([registrations[0], registrations.at(-1)]).toEqual([400, 429])
    await app.stop()
  })
})

describe('tries through a proxy', () => {
  let app: TestApp

  beforeAll(async () => {
    app = await startApp({ ...limited, TRUST_PROXY: '1' })
  })
  afterAll(() => app.stop())

  test('are counted by the address that our proxy saw, not by what the client put before it', async () => {
    await tryTimes(23, (index) => tryFrom(app.url, `10.0.0.${index}, 203.0.113.7`))
    expectLimited(await tryFrom(app.url, '10.9.9.9, 203.0.113.7'))
    expect((await tryFrom(app.url, '203.0.113.7, 203.0.113.8')).status).toBe(400)
    // Whoever has one address of IPv6 has a whole /64 of them.
    await tryTimes(23, (index) => tryFrom(app.url, `2001:db8:1:2::${index}`))
    expectLimited(await tryFrom(app.url, '2001:db8:1:2:ffff::1'))
    expect((await tryFrom(app.url, '2001:db8:1:3::1')).status).toBe(400)
  })

  test('at one account lock nobody out who comes from elsewhere, until it is tried from everywhere', async () => {
    const { email } = await signUp(app.url, 'ana')
    const attempt = (address: string, givenPassword = 'not my password') => {
      const headers = new Headers({ 'x-forwarded-for': address })
      return send(`${app.url}/api/auth/token`, jsonRequest('POST', { email, password: givenPassword }, headers))
    }
    await tryTimes(3, () => attempt('192.0.2.7'))
    expectLimited(await attempt('192.0.2.7', password))
    expect((await attempt('192.0.2.8', password)).status).toBe(200)
    await tryTimes(25, (index) => attempt(`198.51.100.${index}`))
    expectLimited(await attempt('192.0.2.9', password))
  })
})

describe('whoever floods', () => {
  let app: TestApp
  let ana: Person

  beforeAll(async () => {
    app = await startApp({ RATE_LIMIT_SCALE: '0.05' })
    ana = await signUp(app.url, 'ana')
  })
  afterAll(() => app.stop())

  test('with messages is told when to go on, and both doors have one budget', async () => {
    const { channels } = await ana.api.createServer({ body: { name: 'Harbour' } })
    const channelId = channels[0]?.id ?? ''
    const { live } = await listen(ana)
    const call = browser(app.url, ana.jar)
    const sendOne = () => call('sendMessage', { params: { channelId }, body: { content: 'Ahoy' } })
    let sent = 0
    while ((await sendOne()).status === 201) sent++
    expect(sent).toBeGreaterThanOrEqual(6)
    expectLimited(await sendOne())
    const refused = live.request('send-message', { channelId, content: 'Ahoy', nonce: 'more' })
    await expect(refused).rejects.toMatchObject({ code: 'rate_limited', retryAfter: expect.any(Number) })
    live.close()
  })

  test('with events is answered, and stays connected', async () => {
    const ben = await signUp(app.url, 'ben')
    const { live } = await listen(ben)
    const codes = await Promise.all(
      Array.from({ length: 60 }, () =>
        live.request('join-servers', {}).then(
          () => 'ok',
          (error: { code: string }) => error.code,
        ),
      ),
    )
    expect(new Set(codes)).toEqual(new Set(['ok', 'rate_limited']))
    expect(codes.filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(15)
    expect(live.socket.connected).toBe(true)
    live.close()
  })

  test('with connections is refused, and told so', async () => {
    const cleo = await signUp(app.url, 'cleo')
    const connect = () => cleo.connect({ socket: { reconnection: false } })
    const connections = []
    for (let index = 0; index < 3; index++) connections.push(await connect())
    await expect(connect()).rejects.toMatchObject({ data: { code: 'rate_limited', retryAfter: expect.any(Number) } })
    for (const { close } of connections) close()
  })
})

describe('what an answer gives away', () => {
  let app: TestApp
  let ana: Person

  beforeAll(async () => {
    app = await startApp({ RATE_LIMIT_SCALE: '0' })
    ana = await signUp(app.url, 'ana')
  })
  afterAll(() => app.stop())

  const attempt = (email: string) =>
    send(`${app.url}/api/auth/token`, jsonRequest('POST', { email, password: 'not my password' }))

  test('an unknown email and a wrong password are answered in the same words', async () => {
    const visible = ({ status, headers, text }: Answer) => ({
      status,
      text,
      headers: [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)),
    })
    expect(visible(await attempt('nobody@example.org'))).toEqual(visible(await attempt(ana.email)))
  })

  test('and after the same time', async () => {
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 9; round++) {
      for (const [times, email] of [
        [known, ana.email],
        [unknown, `nobody.${round}@example.org`],
      ] as const) {
        const before = performance.now()
        await attempt(email)
        times.push(performance.now() - before)
      }
    }
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[4] ?? 0
    const ratio = median(unknown) / median(known)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  test('while passwords are hashed the app goes on answering', async () => {
    let isHashing = true
    const logins = Promise.all(Array.from({ length: 20 }, () => attempt(ana.email))).finally(() => {
      isHashing = false
    })
    let answered = 0
    while (isHashing) {
      expect((await send(`${app.url}/healthz`)).status).toBe(200)
      answered++
    }
    await logins
    // Hashing on the event loop would let one or two through between any two logins.
    expect(answered).toBeGreaterThan(100)
  })
})
