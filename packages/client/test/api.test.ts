import { expect, test } from 'vitest'
import { createApi } from '../src/api.ts'

/** A client of an app in front of which a proxy answers. */
const behindProxy = (status: number, headers: Record<string, string> = {}) =>
  createApi({
    baseUrl: 'http://parley.invalid',
    accessToken: () => 'token',
    fetch: async () =>
      new Response(`<h1>${status}</h1>`, { status, headers: { 'content-type': 'text/html', ...headers } }),
  })

test.each([
  [403, 'forbidden'],
  [413, 'payload_too_large'],
  [429, 'rate_limited'],
  [400, 'internal_error'],
  [502, 'unavailable'],
])('what a proxy says in its own words with %i is understood as %s', async (status, code) => {
  await expect(behindProxy(status).getSelf()).rejects.toMatchObject({ code, status })
})

test('how long a proxy asks to wait is passed on', async () => {
  await expect(behindProxy(429, { 'retry-after': '7' }).getSelf()).rejects.toMatchObject({ retryAfter: 7 })
})
