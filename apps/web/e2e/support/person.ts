import { randomBytes } from 'node:crypto'
import { type Api, createApi } from '@parley/client/api'
import type { SelfUser } from '@parley/contracts/user'
import type { APIRequestContext, BrowserContext, Page } from '@playwright/test'

export const password = 'correct horse battery'

/** Somebody with an account, signed in to a browser of their own. */
export interface Person {
  user: SelfUser
  email: string
  context: BrowserContext
  page: Page
  /** Acts as this person with the browser's cookies, past the pages. */
  api: Api
}

/** What nobody else in the same app has. */
export function uniqueUsername(name: string): string {
  const letters = name.toLowerCase().replace(/[^a-z]/g, '')
  return `${letters.slice(0, 16)}.${randomBytes(4).toString('hex')}`
}

/** Signs somebody new up in a browser, without its pages. */
export async function signUp(page: Page, baseUrl: string, displayName: string): Promise<Person> {
  const username = uniqueUsername(displayName)
  const email = `${username}@example.org`
  const api = apiOf(page.context().request, baseUrl)
  const user = await api.register({ body: { email, username, password, displayName } })
  return { user, email, context: page.context(), page, api }
}

/** Signs somebody in to one more browser, without its pages. */
export async function signInElsewhere(page: Page, baseUrl: string, { email }: Pick<Person, 'email'>): Promise<Person> {
  const api = apiOf(page.context().request, baseUrl)
  const user = await api.login({ body: { email, password } })
  return { user, email, context: page.context(), page, api }
}

/** The typed client, over the cookies of a browser. */
function apiOf(request: APIRequestContext, baseUrl: string): Api {
  const fetchAsBrowser: typeof fetch = async (input, init) => {
    const answer = await request.fetch(String(input), {
      method: init?.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === 'string' && { data: init.body }),
    })
    const body = answer.status() === 204 ? null : new Uint8Array(await answer.body())
    return new Response(body, { status: answer.status(), headers: answer.headers() })
  }
  return createApi({ baseUrl, fetch: fetchAsBrowser })
}
