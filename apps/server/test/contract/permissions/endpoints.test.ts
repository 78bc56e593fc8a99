import { type EndpointName, endpoints } from '@parley/contracts/endpoints'
import type { Endpoint } from '@parley/contracts/endpoints/endpoint'
import { describe, expect, test } from 'vitest'
import { startSharedApp } from '../../support/app.ts'
import { loggedErrors } from '../../support/app-log.ts'
import { type OpenApiDocument, operationOf } from '../../support/openapi.ts'
import { CookieJar, signUp } from '../../support/people.ts'
import {
  type Answer,
  browser,
  type Call,
  endpointPath,
  expectProblem,
  expectSuccess,
  jsonRequest,
  send,
} from '../../support/rest.ts'
import { type EndpointRow, endpointTable } from './endpoint-table.ts'
import { type Asker, absentThings, askers, createThings, gatherCast, type Things } from './world.ts'

const app = await startSharedApp()
const cast = await gatherCast(app.url)
/** What the rows that leave everything as it was ask for. */
const lasting = await createThings(cast)
const document = (await send(`${app.url}/api/openapi.json`)).body as OpenApiDocument
/** `<endpoint> <status>` of every success that was seen. */
const seen = new Set<string>()

const everyEndpoint = Object.keys(endpoints) as EndpointName[]

test('every endpoint of the contract has its rows', () => {
  expect(Object.keys(endpointTable).sort()).toEqual([...everyEndpoint].sort())
})

describe.each(everyEndpoint)('%s', (name) => {
  // A row that is missing is the business of the test above.
  for (const row of endpointTable[name] ?? []) {
    test(row.about ?? 'as asked for', () => checkRow(name, row))
  }
})

/** Those who are refused ask first, of the same things: it changes nothing for the others. */
async function checkRow(name: EndpointName, row: EndpointRow): Promise<void> {
  const things = row.spends ? await createThings(cast) : lasting
  const isRefused = (asker: Asker) => typeof row.answers[asker] === 'string'
  await Promise.all(askers.filter(isRefused).map((asker) => check(name, row, asker, things)))
  for (const asker of askers.filter((one) => !isRefused(one))) {
    await check(name, row, asker, row.spends ? await createThings(cast) : things)
  }
}

/** Asks for things that exist and, where the answer is that they do not, for such as really do not. */
async function check(name: EndpointName, row: EndpointRow, asker: Asker, things: Things): Promise<void> {
  const answer = await ask(name, row, asker, things)
  const expected = row.answers[asker]
  if (expected === 'ok') throw new Error('An endpoint answers with a status')
  if (typeof expected === 'number') {
    expectSuccess(name, answer, expected)
    seen.add(`${name} ${expected}`)
    return
  }
  expect(answer.text, `as ${asker}`).toContain(`"code":"${expected}"`)
  expectProblem(answer, expected)
  const { responses } = operationOf(document, endpoints[name])
  expect(`${responses[answer.status]?.description}`, 'in the documentation').toContain(`\`${expected}\``)
  if (expected !== 'not_found') return
  const absent = await ask(name, row, asker, absentThings)
  expect(visible(answer), `as ${asker}`).toEqual(visible(absent))
}

async function ask(name: EndpointName, row: EndpointRow, asker: Asker, things: Things): Promise<Answer> {
  const parts = await row.request({ cast, asker, things })
  const call = row.ownAccount ? await callAsSomebodyNew(asker) : cast.call[asker]
  return call(name, parts)
}

async function callAsSomebodyNew(asker: Asker): Promise<Call> {
  if (asker === 'anonymous') return browser(app.url)
  return browser(app.url, (await signUp(app.url)).jar)
}

/** Everything about an answer but what differs from one to the next whatever was asked. */
function visible({ status, headers, text }: Answer) {
  const fixed = [...headers].filter(([name]) => !['date', 'x-request-id', 'set-cookie'].includes(name))
  return { status, headers: fixed, text }
}

test('every success of the contract was seen, exactly as declared', () => {
  const declared = everyEndpoint.flatMap((name) =>
    Object.keys((endpoints[name] as Endpoint).responses).map((status) => `${name} ${status}`),
  )
  expect([...seen].sort()).toEqual(declared.sort())
})

test('without a cookie nothing is open that needs an account', async () => {
  for (const name of everyEndpoint.filter((endpoint) => endpoints[endpoint].access === 'user')) {
    for (const row of endpointTable[name]) {
      const parts = await row.request({ cast, asker: 'anonymous', things: absentThings })
      const request = jsonRequest(endpoints[name].method, parts.body)
      expectProblem(await send(app.url + endpointPath(name, parts), request, new CookieJar()), 'unauthenticated')
    }
  }
})

test('the app has nothing to complain of', () => {
  expect(loggedErrors(app)).toEqual([])
})
