import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type Api, createApi } from '@parley/client/api'
import { connectRealtime, type Realtime, type RealtimeOptions } from '@parley/client/realtime'
import type { ServerEventName, ServerEventPayloads } from '@parley/contracts/events'
import type { SelfUser } from '@parley/contracts/user'
import { afterAll } from 'vitest'

export const password = 'correct horse battery'

/** A browser's cookies: remembers what the app sets and sends it back. */
export class CookieJar {
  readonly #cookies = new Map<string, string>()

  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    if (this.#cookies.size > 0) headers.set('cookie', this.header)
    const response = await fetch(input, { ...init, headers })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (name && value !== undefined) this.#cookies.set(name, value)
    }
    return response
  }
}

/** Somebody with an account, signed in as a browser is. */
export interface Person {
  user: SelfUser
  email: string
  api: Api
  jar: CookieJar
  /** Opens a live connection and waits for it. */
  connect(options?: RealtimeOptions): Promise<Realtime>
}

/** Signs somebody new up. @param baseUrl of the app */
export async function signUp(baseUrl: string, name = 'user'): Promise<Person> {
  const jar = new CookieJar()
  const api = createApi({ baseUrl, fetch: jar.fetch })
  const username = `${name}.${randomBytes(4).toString('hex')}`
  const email = `${username}@example.org`
  const user = await api.register({ body: { email, username, password } })
  const connect = (options?: RealtimeOptions) => connectWithCookie(baseUrl, jar, options)
  return { user, email, api, jar, connect }
}

/** Signs several people up, in this order. @returns them by name */
export async function signUpAll<const Names extends readonly string[]>(
  baseUrl: string,
  ...names: Names
): Promise<Record<Names[number], Person>> {
  const people: [string, Person][] = []
  for (const name of names) people.push([name, await signUp(baseUrl, name)])
  return Object.fromEntries(people) as Record<Names[number], Person>
}

/** Signs somebody in on one more device. */
export async function signIn(baseUrl: string, { email }: Person, givenPassword = password): Promise<Person> {
  const jar = new CookieJar()
  const api = createApi({ baseUrl, fetch: jar.fetch })
  const user = await api.login({ body: { email, password: givenPassword } })
  const connect = (options?: RealtimeOptions) => connectWithCookie(baseUrl, jar, options)
  return { user, email, api, jar, connect }
}

/** What a test leaves open would come back for ever once the app has stopped. */
const open = new Set<Realtime>()
afterAll(() => {
  for (const realtime of open) realtime.close()
})

async function connectWithCookie(baseUrl: string, jar: CookieJar, options?: RealtimeOptions): Promise<Realtime> {
  const realtime = connectRealtime({
    baseUrl,
    ...options,
    socket: {
      transports: ['websocket'],
      extraHeaders: { cookie: jar.header, origin: baseUrl },
      forceNew: true,
      ...options?.socket,
    },
  })
  open.add(realtime)
  await connected(realtime)
  return realtime
}

/** Resolves when a connection is there; rejects with the `connect_error`. */
export function connected({ socket }: Realtime): Promise<void> {
  if (socket.connected) return Promise.resolve()
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
}

/** Resolves with the next such event that satisfies the condition. */
export async function nextEvent<Name extends ServerEventName>(
  { socket }: Realtime,
  name: Name,
  condition: (payload: ServerEventPayloads[Name]) => boolean = () => true,
): Promise<ServerEventPayloads[Name]> {
  for (;;) {
    const [payload] = await once(socket as unknown as NodeJS.EventEmitter, name)
    if (condition(payload)) return payload
  }
}
