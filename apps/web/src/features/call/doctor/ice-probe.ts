/** What a connection finds out about the servers it was given, before there is another side. */
export interface Gathered {
  /** `found` a candidate of this kind; `none`, although everybody has answered or refused; or `timeout`. */
  outcome: 'found' | 'none' | 'timeout'
  /** Codes of the servers' refusals (STUN's, such as 401), and 701 for those that do not answer. */
  errorCodes: number[]
}

/** Milliseconds after which a server that has not answered will not. */
const DEADLINE = 10_000

/** Asks servers for candidates of one kind: one's address as they see it, or a relay. */
export function gather(iceServers: RTCIceServer[], kind: 'srflx' | 'relay', signal: AbortSignal): Promise<Gathered> {
  const { promise, resolve } = Promise.withResolvers<Gathered>()
  const pc = new RTCPeerConnection({ iceServers, iceTransportPolicy: kind === 'relay' ? 'relay' : 'all' })
  const errorCodes: number[] = []
  const finish = (outcome: Gathered['outcome']) => resolve({ outcome, errorCodes })
  const timer = setTimeout(() => finish('timeout'), DEADLINE)
  signal.addEventListener('abort', () => finish('timeout'))
  pc.onicecandidateerror = ({ errorCode }) => errorCodes.push(errorCode)
  pc.onicecandidate = ({ candidate }) => {
    if (candidate?.type === kind) finish('found')
  }
  pc.onicegatheringstatechange = () => {
    if (pc.iceGatheringState === 'complete') finish('none')
  }
  // Candidates are looked for once there is something to send.
  pc.createDataChannel('probe')
  void pc.setLocalDescription()
  return promise.finally(() => {
    clearTimeout(timer)
    pc.close()
  })
}
