/** Milliseconds that two ends in one browser may take to find each other. */
const DEADLINE = 12_000
/** What one says, and hears back. */
const ROUNDS = 5

/**
 * Connects this browser with itself, as it would with somebody else, and lets a message go there and back.
 * @returns milliseconds that took, at best
 * @throws when no path was found
 */
export async function callSelf(configuration: RTCConfiguration, signal: AbortSignal): Promise<number> {
  const [near, far] = [new RTCPeerConnection(configuration), new RTCPeerConnection(configuration)]
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const timer = setTimeout(() => reject(new Error('No path')), DEADLINE)
  signal.addEventListener('abort', () => reject(new Error('Given up')))

  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.onicecandidate = ({ candidate }) => {
      if (candidate) to.addIceCandidate(candidate).catch(() => undefined)
    }
  }
  far.ondatachannel = ({ channel }) => {
    channel.onmessage = ({ data }) => channel.send(data)
  }
  const times: number[] = []
  let sentAt = 0
  const channel = near.createDataChannel('echo')
  const speak = () => {
    sentAt = performance.now()
    channel.send('?')
  }
  channel.onopen = speak
  channel.onmessage = () => {
    times.push(performance.now() - sentAt)
    if (times.length < ROUNDS) speak()
    else resolve(Math.ceil(Math.min(...times)))
  }

  try {
    await near.setLocalDescription()
    await far.setRemoteDescription(near.localDescription as RTCSessionDescription)
    await far.setLocalDescription()
    await near.setRemoteDescription(far.localDescription as RTCSessionDescription)
    return await promise
  } finally {
    clearTimeout(timer)
    near.close()
    far.close()
  }
}
