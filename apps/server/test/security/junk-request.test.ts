import { gzipSync } from 'node:zlib'
import { type EndpointName, endpoints } from '@parley/contracts/endpoints'
import type { Endpoint } from '@parley/contracts/endpoints/endpoint'
import { type ErrorCode, errorCatalogue, problem } from '@parley/contracts/errors'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpointTable } from '../contract/permissions/endpoint-table.ts'
import { absentThings, createThings, gatherCast } from '../contract/permissions/world.ts'
import { startSharedApp } from '../support/app.ts'
import { loggedErrors } from '../support/app-log.ts'
import { almost, badStrings, junk, junkStrings, singleFaults } from '../support/junk.ts'
import { signUp } from '../support/people.ts'
import { type Answer, browser, type Call, csrfToken, expectProblem, type RequestParts, send } from '../support/rest.ts'
import { strict } from '../support/strict.ts'

const app = await startSharedApp()
const cast = await gatherCast(app.url)
const things = await createThings(cast)
/** Somebody whose session may end at any moment. */
const careless = await signUp(app.url, 'careless')

const names = Object.keys(endpoints) as EndpointName[]
const nothing = z.object({})
/** They cost a tenth of a second each. */
const hashing = new Set<EndpointName>(['register', 'login', 'createToken', 'changePassword'])

describe.each(names)('%s', (name) => {
  test('answers whatever comes close to a request', async () => {
    const { params, query, body }: Endpoint = endpoints[name]
    const [row] = endpointTable[name]
    if (!row) throw new Error('Every endpoint has a row')
    // What would end the session or remove the things is asked of what does not exist, or for somebody careless.
    const valid = await row.request({ cast, asker: 'author', things: row.spends ? absentThings : things })
    const call = row.ownAccount ? browser(app.url, careless.jar) : cast.call.author
    const values = hashing.has(name) ? ['a\0b', 'half \ud800 a pair'] : badStrings
    const faults = [
      ...singleFaults(params ?? nothing, valid.params ?? {}, values).map((wrong) => ({ ...valid, params: wrong })),
      ...singleFaults(query ?? nothing, valid.query ?? {}, values).map((wrong) => ({ ...valid, query: wrong })),
      ...singleFaults(body ?? nothing, (valid.body ?? {}) as object, values).map((wrong) => ({
        ...valid,
        body: wrong,
      })),
    ]
    for (const parts of faults) expectClear(await ask(call, name, parts as RequestParts))
    const requests = fc.record({
      params: almostStrings(params, valid.params),
      query: almostStrings(query, valid.query),
      body: fc.oneof({ arbitrary: almost(body ?? nothing, (valid.body ?? {}) as object), weight: 4 }, junk),
    })
    await fc.assert(
      fc.asyncProperty(requests, async (parts) => expectClear(await ask(call, name, parts))),
      { numRuns: hashing.has(name) ? 12 : 25 },
    )
  })
})

/** Fields that travel in an address, and are nothing but strings there. */
function almostStrings(schema: z.ZodType | undefined, valid: Record<string, string> = {}) {
  return almost(schema ?? nothing, valid, junkStrings).map((fields) => fields as Record<string, string>)
}

async function ask(call: Call, name: EndpointName, parts: RequestParts): Promise<Answer> {
  const hasBody = (endpoints[name] as Endpoint).method !== 'GET'
  const { params = {}, query = {}, body } = parts
  return call(name, { params: encodable(params), query: encodable(query), ...(hasBody && { body }) })
}

/** An address cannot hold half a surrogate pair. */
function encodable(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.toWellFormed()]))
}

/** A success, or an error of the caller's in the contract's words. */
function expectClear({ status, text, body }: Answer): void {
  if (status < 400) return
  // What Node refuses before the app sees it has no words.
  if (status === 431) return
  expect(`${status} ${text}`).toMatch(/^4\d\d \{/)
  const { code } = strict(problem).parse(body) as { code: ErrorCode }
  expect(status).toBe(errorCatalogue[code].status)
}

const json = { 'content-type': 'application/json' }
const nestedBody = `{"name":${'['.repeat(30_000)}${']'.repeat(30_000)}}`

const unreadable: [
  what: string,
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer>,
  code: ErrorCode,
][] = [
  ['JSON that breaks off', json, '{"name":"Har', 'malformed_request'],
  ['JSON with a comma too many', json, '{"name":"Harbour",}', 'malformed_request'],
  ['a bare word', json, 'undefined', 'malformed_request'],
  ['a string', json, '"Harbour"', 'malformed_request'],
  ['null', json, 'null', 'malformed_request'],
  ['a list', json, '[]', 'validation_failed'],
  ['nothing', json, '', 'validation_failed'],
  ['bytes that are no UTF-8', json, new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), 'malformed_request'],
  ['another charset', { 'content-type': 'application/json; charset=klingon' }, '{}', 'malformed_request'],
  ['another encoding', { ...json, 'content-encoding': 'br-ken' }, '{}', 'malformed_request'],
  ['gzip that is none', { ...json, 'content-encoding': 'gzip' }, '{}', 'malformed_request'],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'name=Harbour', 'validation_failed'],
  ['text', { 'content-type': 'text/plain' }, '{"name":"Harbour"}', 'validation_failed'],
  ['XML', { 'content-type': 'application/xml' }, '<name>Harbour</name>', 'validation_failed'],
  ['an unreadable type', { 'content-type': '////' }, '{"name":"Harbour"}', 'validation_failed'],
  ['a key twice', json, '{"name":"Harbour","name":5}', 'validation_failed'],
  ['lists within lists', json, nestedBody, 'validation_failed'],
  ['more than there may be', json, JSON.stringify({ name: 'x'.repeat(70_000) }), 'payload_too_large'],
  [
    'little that unpacks to much',
    { ...json, 'content-encoding': 'gzip' },
    new Uint8Array(gzipSync(JSON.stringify({ name: 'x'.repeat(5_000_000) }))),
    'payload_too_large',
  ],
]

test.each(unreadable)('a body of %s is refused', async (_, headers, body, code) => {
  const token = await csrfToken(app.url, cast.owner.jar)
  const request = { method: 'POST', headers: { ...headers, 'x-csrf-token': token }, body }
  expectProblem(await send(`${app.url}/api/servers`, request, cast.owner.jar), code)
})

test.each([
  ['/api/servers/%E0%A4%A', 'malformed_request'],
  ['/api/servers/%00', 'validation_failed'],
  ['/api/servers/1%0d%0aset-cookie:x=1', 'validation_failed'],
  ['/api/users/search?q=%E0%A4%A', 'ok'],
  ['/api/users/search?q[__proto__]=x', 'validation_failed'],
  ['/api/users/search?__proto__[q]=x&constructor=x', 'validation_failed'],
  [`/api/users/search?${'q=x&'.repeat(2000)}`, 'validation_failed'],
  ['/api//servers', 'not_found'],
  ['/api/servers/..', 'ok'],
  ['/api/%2e%2e/api/auth/me', 'ok'],
])('the address %s is answered', async (path, outcome) => {
  const answer = await send(app.url + path, {}, cast.owner.jar)
  if (outcome === 'ok') expectClear(answer)
  else expectProblem(answer, outcome as ErrorCode)
})

test.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'REPORT'])('the method %s is not for everything', async (method) => {
  const token = await csrfToken(app.url, cast.owner.jar)
  const request = { method, headers: { 'x-csrf-token': token } }
  expectProblem(await send(`${app.url}/api/auth/me`, request, cast.owner.jar), 'not_found')
})

test('after all this the app is well', async () => {
  expect([...new Set(loggedErrors(app))]).toEqual([])
  const newcomer = await signUp(app.url, 'newcomer')
  expect(newcomer.user.isAdmin).toBe(false)
  const { serverId } = things
  expect((await cast.owner.api.getServer({ params: { serverId } })).ownerId).toBe(cast.owner.user.id)
})
