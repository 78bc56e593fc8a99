import type { Environment } from '../../config/env.ts'
import { checkCertificate } from './certificate.ts'
import { type Finding, ok, problem, reasonOf, warning } from './finding.ts'

const DEADLINE_MS = 5_000

/** Goes to the app the way people do, and looks at what the proxy in between does. */
export async function checkPublicAddress(env: Environment, isUp: boolean): Promise<Finding[]> {
  const { publicUrl, isSecure } = env
  if (!publicUrl) {
    return [warning('PUBLIC_URL is not set', 'set it to the address that people open, once others than you do')]
  }
  const findings: Finding[] = []
  if (!isSecure && !/^http:\/\/(localhost|127\.|\[::1\])/.test(publicUrl)) {
    const advice = 'put TLS in front (docs/operations.md): browsers give no microphone, camera or clipboard without'
    findings.push(warning(`${publicUrl} has no TLS`, advice))
  }
  if (isSecure) {
    const { hostname, port } = new URL(publicUrl)
    findings.push(await checkCertificate(hostname, Number(port || 443)))
  }
  if (!isUp) return [...findings, warning(`${publicUrl} was not opened`, 'start Parley, and run this again')]
  const reached = await get(`${publicUrl}/healthz`).catch((error) => problem(`${publicUrl}: ${reasonOf(error)}`, reach))
  if ('verdict' in reached) return [...findings, reached]
  const { status } = (await reached.json().catch(() => ({}))) as { status?: string }
  if (status !== 'ok')
    return [...findings, problem(`${publicUrl} answers ${reached.status}, and not as Parley does`, reach)]
  findings.push(ok(`${publicUrl} leads to Parley`))
  findings.push(await checkCookies(env), await checkWebSocket(publicUrl), ...(await checkMetrics(publicUrl)))
  return findings
}

const reach = 'check its DNS record, the firewall and the proxy; from inside, the address may not be reachable at all'
const get = (url: string) => fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(DEADLINE_MS) })

/** Through TLS the session cookie is only set if the proxy says that there is TLS, and is believed. */
async function checkCookies({ publicUrl, isSecure, trustProxy }: Environment): Promise<Finding> {
  const response = await get(`${publicUrl}/api/auth/csrf`)
  if (response.headers.getSetCookie().length > 0) return ok('Proxy: people can sign in through it')
  const headers = 'let the proxy send X-Forwarded-Proto and X-Forwarded-For'
  const advice = `${headers}, and set TRUST_PROXY to the number of proxies (it is ${JSON.stringify(trustProxy)})`
  return problem(`Proxy: no session cookie comes through it${isSecure ? '' : ' although there is no TLS'}`, advice)
}

async function checkWebSocket(publicUrl: string): Promise<Finding> {
  const socket = new WebSocket(`${publicUrl.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`)
  const timer = setTimeout(() => socket.close(), DEADLINE_MS)
  const opened = await new Promise<boolean>((resolve) => {
    socket.onmessage = () => resolve(true)
    socket.onerror = socket.onclose = () => resolve(false)
  })
  clearTimeout(timer)
  socket.close()
  if (opened) return ok('Proxy: WebSockets pass')
  return problem(
    'Proxy: WebSockets do not pass',
    'let it upgrade connections (Upgrade and Connection headers, HTTP/1.1)',
  )
}

async function checkMetrics(publicUrl: string): Promise<Finding[]> {
  const { status } = await get(`${publicUrl}/metrics`)
  return status === 200 ? [warning(`${publicUrl}/metrics is open to everybody`, 'let the proxy deny it')] : []
}
