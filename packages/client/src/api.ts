import type { EndpointInput, EndpointName, EndpointOutput, Endpoints } from '@parley/contracts/endpoints'
import type { ErrorCode, Problem } from '@parley/contracts/errors'
import { endpointRoutes } from './endpoint-routes.ts'
import { ParleyError } from './parley-error.ts'

type Arguments<Input> = unknown extends Input ? [] : [input: Input]

/** One method an endpoint, named as in the contract: `api.sendMessage({ params: { channelId }, body: { content } })`. */
export type Api = {
  [Name in EndpointName]: (
    ...input: Arguments<EndpointInput<Endpoints[Name]>>
  ) => Promise<EndpointOutput<Endpoints[Name]>>
}

export interface ApiOptions {
  /** Origin of the app, for example `https://chat.example.org`; empty for the page's own. */
  baseUrl?: string
  fetch?: typeof fetch
  /**
   * Gives the access token of clients without cookies. Without it requests carry the session cookie and, where they
   * change something, the CSRF token.
   */
  accessToken?: () => string | undefined | Promise<string | undefined>
  /** Milliseconds until a request without an answer fails with `network_error`; uploads have ten times as long. */
  timeout?: number
}

interface RequestParts {
  params?: Record<string, string>
  query?: Record<string, string | undefined>
  body?: unknown
  file?: Blob
}

const UPLOAD_PATIENCE = 10

/** What a proxy in front of the app may refuse, by status: it says so in its own words. */
const proxyCodes: Partial<Record<number, ErrorCode>> = {
  403: 'forbidden',
  413: 'payload_too_large',
  429: 'rate_limited',
}

const changesSession = new Set<EndpointName>(['login', 'register', 'logout', 'changePassword'])

/** A typed client of every REST endpoint. Failures reject with {@link ParleyError}. */
export function createApi(options: ApiOptions = {}): Api {
  const { baseUrl = '', fetch: send = fetch, accessToken, timeout = 15_000 } = options
  let csrfToken: Promise<string> | undefined

  async function exchange(path: string, init: RequestInit, patience = timeout): Promise<unknown> {
    let response: Response
    let text: string
    try {
      response = await send(baseUrl + path, {
        credentials: baseUrl && !accessToken ? 'include' : 'same-origin',
        ...init,
        signal: AbortSignal.timeout(patience),
      })
      text = await response.text()
    } catch (cause) {
      throw Object.assign(new ParleyError('network_error', 'The app could not be reached'), { cause })
    }
    if (response.ok) return text === '' ? undefined : JSON.parse(text)
    throw asError(response, text)
  }

  function fetchCsrfToken(): Promise<string> {
    csrfToken ??= exchange('/api/auth/csrf', {}).then(
      (answer) => (answer as { csrfToken: string }).csrfToken,
      (error) => {
        csrfToken = undefined
        throw error
      },
    )
    return csrfToken
  }

  async function request(name: EndpointName, { params, query, body, file }: RequestParts): Promise<unknown> {
    const [method = '', path = ''] = endpointRoutes[name].split(' ')
    const url = `/api${fillPath(path, params)}${queryString(query)}`
    const attempt = async () => {
      const headers = new Headers()
      if (body !== undefined) headers.set('content-type', 'application/json')
      if (file) headers.set('content-type', file.type)
      if (accessToken) {
        const token = await accessToken()
        if (token) headers.set('authorization', `Bearer ${token}`)
      } else if (method !== 'GET') {
        headers.set('x-csrf-token', await fetchCsrfToken())
      }
      const sent = file ?? (body === undefined ? undefined : JSON.stringify(body))
      return exchange(
        url,
        { method, headers, ...(sent !== undefined && { body: sent }) },
        file ? timeout * UPLOAD_PATIENCE : timeout,
      )
    }
    try {
      return await attempt()
    } catch (error) {
      // Another tab may have signed in or out, which changes the token.
      if (accessToken || !(error instanceof ParleyError) || error.code !== 'csrf_failed') throw error
      csrfToken = undefined
      return await attempt()
    } finally {
      if (changesSession.has(name)) csrfToken = undefined
    }
  }

  const methods = (Object.keys(endpointRoutes) as EndpointName[]).map(
    (name) => [name, (input: RequestParts = {}) => request(name, input)] as const,
  )
  return Object.fromEntries(methods) as unknown as Api
}

function fillPath(path: string, params: Record<string, string> = {}): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

function queryString(query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

function asError(response: Response, text: string): ParleyError {
  const retryAfter = Number(response.headers.get('retry-after')) || undefined
  const problem = parseProblem(text)
  if (problem) {
    const { code, detail, errors } = problem
    return new ParleyError(code, detail, { status: response.status, errors, retryAfter })
  }
  const code = response.status >= 500 ? 'unavailable' : (proxyCodes[response.status] ?? 'internal_error')
  return new ParleyError(code, `The app answered ${response.status}`, { status: response.status, retryAfter })
}

function parseProblem(text: string): Problem | undefined {
  try {
    const answer = JSON.parse(text) as Problem | null
    return typeof answer?.code === 'string' && typeof answer.detail === 'string' ? answer : undefined
  } catch {
    return undefined
  }
}
