import type { IceServer } from '@parley/contracts/call'
import { gather } from './ice-probe.ts'
import { callSelf } from './self-call.ts'

/** What has to work between this browser and others, in the order in which a call needs it. */
export const networkSteps = ['signalling', 'stun', 'turnUdp', 'turnTcp', 'path'] as const
export type NetworkStep = (typeof networkSteps)[number]

export type StepResult =
  | { state: 'waiting' | 'running' }
  /** `roundTrip` in milliseconds; `relayed` says that the path was a relay's. */
  | { state: 'passed'; roundTrip?: number; relayed?: boolean }
  /** The instance has no such server. */
  | { state: 'absent' }
  /** What comes before has failed. */
  | { state: 'skipped' }
  | { state: 'failed'; problem: NetworkProblem }

/**
 * Why a step failed: the app or a server does not answer, a TURN server refuses our credentials, the browser has no
 * WebRTC, there is no relay where all has to go through one, or between two ends that could be there is no path, direct or through the relay.
 */
type NetworkProblem = 'unreachable' | 'refused' | 'unsupported' | 'noRelay' | 'noDirectPath' | 'noRelayedPath'

export interface NetworkCheckOptions {
  /** Asks the app something over the live connection. */
  ping: () => Promise<unknown>
  listIceServers: () => Promise<IceServer[]>
  /** Whether a path counts only through a relay. */
  needsRelay: boolean
  report: (step: NetworkStep, result: StepResult) => void
  signal: AbortSignal
}

/** Tries everything that calls need of the network, and reports each step as it goes. */
export async function checkNetwork({
  ping,
  listIceServers,
  needsRelay,
  report,
  signal,
}: NetworkCheckOptions): Promise<void> {
  async function run(step: NetworkStep, work: () => Promise<StepResult>): Promise<StepResult> {
    report(step, { state: 'running' })
    const result = await work()
    if (!signal.aborted) report(step, result)
    return result
  }

  let iceServers: IceServer[] = []
  const signalling = await run('signalling', async () => {
    try {
      const before = performance.now()
      await ping()
      const roundTrip = Math.round(performance.now() - before)
      iceServers = await listIceServers()
      return { state: 'passed', roundTrip }
    } catch {
      return { state: 'failed', problem: 'unreachable' }
    }
  })
  if (signalling.state === 'failed') {
    for (const step of networkSteps.slice(1)) report(step, { state: 'skipped' })
    return
  }
  if (typeof RTCPeerConnection === 'undefined') {
    for (const step of networkSteps.slice(1, -1)) report(step, { state: 'skipped' })
    report('path', { state: 'failed', problem: 'unsupported' })
    return
  }

  const servers = sortServers(iceServers)
  const [, turnUdp, turnTcp] = await Promise.all([
    run('stun', () => judge(servers.stun, 'srflx', signal)),
    run('turnUdp', () => judge(servers.turnUdp, 'relay', signal)),
    run('turnTcp', () => judge(servers.turnTcp, 'relay', signal)),
  ])
  if (signal.aborted) return
  await run('path', async () => {
    const relayed = turnUdp.state === 'passed' || turnTcp.state === 'passed'
    if (needsRelay && !relayed) return { state: 'failed', problem: 'noRelay' }
    const configuration: RTCConfiguration = { iceServers, iceTransportPolicy: relayed ? 'relay' : 'all' }
    try {
      return { state: 'passed', roundTrip: await callSelf(configuration, signal), relayed }
    } catch {
      return { state: 'failed', problem: relayed ? 'noRelayedPath' : 'noDirectPath' }
    }
  })
}

async function judge(servers: IceServer[], kind: 'srflx' | 'relay', signal: AbortSignal): Promise<StepResult> {
  if (servers.length === 0) return { state: 'absent' }
  const { outcome, errorCodes } = await gather(servers, kind, signal)
  // An address that is the same seen from outside is not said twice.
  const isSame = kind === 'srflx' && outcome === 'none' && errorCodes.length === 0
  if (outcome === 'found' || isSame) return { state: 'passed' }
  return { state: 'failed', problem: errorCodes.includes(401) ? 'refused' : 'unreachable' }
}

type ServerKind = 'stun' | 'turnUdp' | 'turnTcp'

/** Sorts servers by what they are asked for, and how they are reached. TLS is a kind of TCP here. */
export function sortServers(iceServers: IceServer[]): Record<ServerKind, IceServer[]> {
  const sorted: Record<ServerKind, IceServer[]> = { stun: [], turnUdp: [], turnTcp: [] }
  for (const { urls, ...credentials } of iceServers) {
    for (const url of urls) {
      const isTurn = /^turns?:/.test(url)
      const isTcp = url.startsWith('turns:') || url.includes('transport=tcp')
      sorted[isTurn ? (isTcp ? 'turnTcp' : 'turnUdp') : 'stun'].push({ urls: [url], ...credentials })
    }
  }
  return sorted
}
