import { type Api, createApi } from '@parley/client/api'
import { connectRealtime, type Realtime } from '@parley/client/realtime'
import { connected, type Person, password } from './people.ts'

/** A client without cookies, as a bot is. */
export interface TokenClient {
  api: Api
  accessToken: string
  refreshToken: string
}

/** Signs somebody in on a client without cookies. */
export async function signInWithToken(baseUrl: string, { email }: Person): Promise<TokenClient> {
  const pair = await createApi({ baseUrl }).createToken({ body: { email, password } })
  return { ...pair, api: createApi({ baseUrl, accessToken: () => pair.accessToken }) }
}

/** Opens a live connection by an access token, and waits for it. */
export async function connectWithToken(baseUrl: string, accessToken: string): Promise<Realtime> {
  const realtime = connectRealtime({
    baseUrl,
    accessToken: () => accessToken,
    socket: { transports: ['websocket'], reconnection: false, forceNew: true },
  })
  await connected(realtime)
  return realtime
}
