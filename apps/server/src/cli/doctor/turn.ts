import type { Environment } from '../../config/env.ts'
import { iceServersFor, setUpIceServers } from '../../lib/ice-servers.ts'
import { probeTurn } from '../../lib/turn-probe.ts'
import { type Finding, ok, problem, reasonOf, warning } from './finding.ts'

const privateAddress = /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/

/** Asks every TURN server for a relay, with credentials as browsers get them. */
export async function checkTurn({ iceServers, publicUrl }: Environment): Promise<Finding[]> {
  if (iceServers.turnUrls.length === 0) {
    const what = 'TURN: none, so calls fail between networks that allow no direct path'
    return publicUrl ? [warning(what, 'run coturn, and set TURN_URLS and TURN_SECRET')] : [ok('TURN: none')]
  }
  setUpIceServers(iceServers)
  const servers = iceServersFor('doctor').flatMap(({ urls, username, credential }) =>
    username && credential ? urls.map((url) => ({ url, username, credential })) : [],
  )
  return Promise.all(servers.map((server) => checkServer(server, publicUrl)))
}

async function checkServer(
  { url, ...credentials }: { url: string; username: string; credential: string },
  publicUrl: string | undefined,
): Promise<Finding> {
  try {
    const relayed = await probeTurn(url, credentials)
    if (publicUrl && privateAddress.test(relayed)) {
      const advice = "set coturn's external-ip to the address that the internet sees"
      return warning(`${url} relays at ${relayed}, which only this network reaches`, advice)
    }
    return ok(`${url} relays at ${relayed}`)
  } catch (error) {
    return problem(`${url}: ${reasonOf(error)}`, 'check that coturn runs, its secret, and the firewall (UDP and TCP)')
  }
}
