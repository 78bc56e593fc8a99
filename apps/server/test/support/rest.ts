import { type EndpointName, endpoints } from '@parley/contracts/endpoints'
import type { Endpoint } from '@parley/contracts/endpoints/endpoint'
import { type ErrorCode, errorCatalogue, problem } from '@parley/contracts/errors'
import { expect } from 'vitest'
import { CookieJar } from './people.ts'
import { strict } from './strict.ts'

export interface RequestParts {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  file?: Blob
}

/** An answer as it came over the wire. */
export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The body, where it is JSON. */
  body: unknown
}

/** Sends a request as it is, without the help a client gives. */
export async function send(url: string, init: RequestInit = {}, jar = new CookieJar()): Promise<Answer> {
  const response = await jar.fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}

/** Path and query of a request to an endpoint. */
export function endpointPath(name: EndpointName, { params = {}, query }: RequestParts): string {
  const path = endpoints[name].path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  return `/api${path}${query ? `?${new URLSearchParams(query)}` : ''}`
}

/** Calls an endpoint, whatever it is given. */
export type Call = (name: EndpointName, parts?: RequestParts) => Promise<Answer>

/** Calls endpoints as a browser with these cookies does, and shows the answers unwrapped. */
export function browser(baseUrl: string, jar = new CookieJar()): Call {
  let token: string | undefined
  return async (name, parts = {}) => {
    const { method } = endpoints[name]
    const attempt = async () => {
      const headers = new Headers()
      if (method !== 'GET') {
        token ??= await csrfToken(baseUrl, jar)
        headers.set('x-csrf-token', token)
      }
      const request = parts.file ? { method, headers, body: parts.file } : jsonRequest(method, parts.body, headers)
      return send(baseUrl + endpointPath(name, parts), request, jar)
    }
    const answer = await attempt()
    if (answer.status !== errorCatalogue.csrf_failed.status) return answer
    // The token goes with the session, which may have changed since.
    token = undefined
    return attempt()
  }
}

/** The CSRF token that goes with the cookies, and the cookie that goes with the token. */
export async function csrfToken(baseUrl: string, jar: CookieJar): Promise<string> {
  const { body } = await send(`${baseUrl}/api/auth/csrf`, {}, jar)
  return (body as { csrfToken: string }).csrfToken
}

/** Options of a request with a JSON body, or with none. */
export function jsonRequest(method: string, body?: unknown, headers = new Headers()): RequestInit {
  if (body === undefined) return { method, headers }
  headers.set('content-type', 'application/json')
  return { method, headers, body: JSON.stringify(body) }
}

/** Expects a success with exactly the body that the contract declares, and nothing besides. */
export function expectSuccess(name: EndpointName, answer: Answer, status: 200 | 201 | 204): void {
  expect(`${answer.status} ${answer.text}`).toMatch(new RegExp(`^${status} `))
  const schema = (endpoints[name] as Endpoint).responses[status]
  if (schema === undefined) throw new Error(`${name} does not declare ${status}`)
  if (schema === null) expect(answer.text).toBe('')
  else strict(schema).parse(answer.body)
}

/** Expects the contract's problem document with this code. */
export function expectProblem(answer: Answer, code: ErrorCode): void {
  expect(answer.body).toMatchObject({ code })
  expect(answer.status).toBe(errorCatalogue[code].status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  const { status } = strict(problem).parse(answer.body) as { status: number }
  expect(status).toBe(answer.status)
}
