import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Api, createApi } from '@parley/client/api'
import { connectRealtime, type Realtime } from '@parley/client/realtime'

const serverFile = join(import.meta.dirname, '../../apps/server/src/server.ts')
const password = 'correct horse battery'

/** Somebody with a channel of their own. */
interface Sender {
  api: Api
  realtime: Realtime
  userId: string
  channelId: string
}

export interface Parley {
  /** Signs somebody up, who makes a server and opens its first channel. */
  join(): Promise<Sender>
  stop(): Promise<void>
}

/** Starts the app as it runs in production, but for its rate limits. @param env beside its defaults */
export async function startParley(env: Record<string, string>): Promise<Parley> {
  const child = spawn(process.execPath, [serverFile], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      HOST: '127.0.0.1',
      PORT: '0',
      RATE_LIMIT_SCALE: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const baseUrl = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const ready = /ready at (\S+)/.exec(output)
      if (ready?.[1]) resolve(ready[1])
    })
    void exited.then(() => reject(new Error(`The app did not start: ${output}`)))
  })

  return {
    async join() {
      const email = `bench.${process.hrtime.bigint()}@example.org`
      const username = email.slice(0, email.indexOf('@'))
      const { id: userId } = await register(baseUrl, { email, username, password })
      const { accessToken } = await createApi({ baseUrl }).createToken({ body: { email, password } })
      const api = createApi({ baseUrl, accessToken: () => accessToken })
      const { channels } = await api.createServer({ body: { name: 'Bench' } })
      const channelId = channels[0]?.id ?? ''
      const realtime = connectRealtime({ baseUrl, accessToken: () => accessToken })
      await new Promise<void>((resolve) => realtime.socket.once('connect', resolve))
      await realtime.request('join-channel', { channelId })
      return { api, realtime, userId, channelId }
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Registers as a browser does, by the cookie that its CSRF token belongs to. */
async function register(baseUrl: string, body: { email: string; username: string; password: string }) {
  let cookie = ''
  const withCookie: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    if (cookie) headers.set('cookie', cookie)
    const response = await fetch(input, { ...init, headers })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return response
  }
  return createApi({ baseUrl, fetch: withCookie }).register({ body })
}
