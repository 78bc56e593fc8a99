import { once } from 'node:events'
import { connect } from 'node:tls'
import { type Finding, ok, problem, reasonOf, warning } from './finding.ts'

const DEADLINE_MS = 5_000
const DAY_MS = 24 * 60 * 60 * 1000
const expiresSoonDays = 14

/** Whether there is TLS that browsers trust, and for how long. */
export async function checkCertificate(host: string, port: number): Promise<Finding> {
  const socket = connect({ host, port, servername: host, timeout: DEADLINE_MS })
  socket.on('timeout', () => socket.destroy(new Error('no answer')))
  try {
    await once(socket, 'secureConnect')
    const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / DAY_MS)
    const what = `TLS certificate of ${host}: ${days} days left`
    return days < expiresSoonDays ? warning(what, 'see why it has not been renewed') : ok(what)
  } catch (error) {
    return problem(`TLS at ${host}: ${reasonOf(error)}`, 'install a certificate that browsers trust, with its chain')
  } finally {
    socket.destroy()
  }
}
