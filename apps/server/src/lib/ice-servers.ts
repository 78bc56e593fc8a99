import { createHmac } from 'node:crypto'

export interface IceSettings {
  stunUrls: string[]
  turnUrls: string[]
  /** Shared with coturn (`static-auth-secret`); there is one wherever there are `turnUrls`. */
  turnSecret: string | undefined
}

interface IceServer {
  urls: string[]
  username?: string
  credential?: string
}

/** Seconds that credentials open a relay: longer than a call, and no key for life. */
const CALL_LIFETIME = 12 * 60 * 60

let settings: IceSettings = { stunUrls: [], turnUrls: [], turnSecret: undefined }

/** Called once at start. */
export function setUpIceServers(given: IceSettings): void {
  settings = given
}

/**
 * The STUN and TURN servers for one bearer, with credentials that run out (coturn's `use-auth-secret`): the user name
 * says until when, and the password is its HMAC.
 * @param lifetime seconds
 */
export function iceServersFor(bearer: string, lifetime = CALL_LIFETIME): IceServer[] {
  const { stunUrls, turnUrls, turnSecret } = settings
  const servers: IceServer[] = stunUrls.length > 0 ? [{ urls: stunUrls }] : []
  if (turnSecret === undefined || turnUrls.length === 0) return servers
  const username = `${Math.floor(Date.now() / 1000) + lifetime}:${bearer}`
  const credential = createHmac('sha1', turnSecret).update(username).digest('base64')
  return [...servers, { urls: turnUrls, username, credential }]
}
