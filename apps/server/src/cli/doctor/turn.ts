import type { Environment } from '../../config/env.ts'
import { iceServersFor, setUpIceServers } from '../../lib/ice-servers.ts'
import { probeStun, probeTurn } from '../../lib/turn-probe.ts'
import { checkCertificate } from './certificate.ts'
import { type Finding, ok, problem, reasonOf, warning } from './finding.ts'
import { isPrivate } from './private-address.ts'

interface Credentials {
  username: string
  credential: string
}

/** Asks every STUN server who we are, and every TURN server for a relay, with credentials as browsers get them. */
export async function checkTurn({ iceServers, publicUrl }: Environment): Promise<Finding[]> {
  setUpIceServers(iceServers)
  const checks = iceServersFor('doctor').flatMap(({ urls, username, credential }) =>
    urls.map((url) =>
      username && credential ? checkServer(url, { username, credential }, publicUrl) : checkStun(url),
    ),
  )
  const findings = (await Promise.all(checks)).flat()
  if (iceServers.turnUrls.length > 0) return findings
  const what = 'TURN: none, so calls fail between networks that allow no direct path'
  return [...findings, publicUrl ? warning(what, 'run coturn, and set TURN_URLS and TURN_SECRET') : ok('TURN: none')]
}

async function checkStun(url: string): Promise<Finding[]> {
  try {
    await probeStun(url)
    return [ok(`${url} answers`)]
  } catch (error) {
    return [problem(`${url}: ${reasonOf(error)}`, 'check that it runs, and the firewall (UDP)')]
  }
}

async function checkServer(url: string, credentials: Credentials, publicUrl: string | undefined): Promise<Finding[]> {
  const [, host, port = '5349'] = /^turns:([^:?]+)(?::(\d+))?/.exec(url) ?? []
  const certificate = host ? [await checkCertificate(host, Number(port))] : []
  return [...certificate, ...(await checkRelay(url, credentials, publicUrl))]
}

async function checkRelay(url: string, credentials: Credentials, publicUrl: string | undefined): Promise<Finding[]> {
  try {
    const { address, reachesItself } = await probeTurn(url, credentials)
    const findings: Finding[] = []
    if (publicUrl && isPrivate(address)) {
      const advice = "set coturn's external-ip to the address that the internet sees"
      findings.push(warning(`${url} relays at ${address}, which only this network reaches`, advice))
    }
    if (!reachesItself) {
      const what = `${url} does not let its relays reach each other: two people who both need one cannot talk`
      findings.push(problem(what, "set coturn's external-ip to public/private address, or allowed-peer-ip to its own"))
    }
    return findings.length > 0 ? findings : [ok(`${url} relays at ${address}`)]
  } catch (error) {
    return [problem(`${url}: ${reasonOf(error)}`, 'check that coturn runs, its secret, and the firewall (UDP and TCP)')]
  }
}
