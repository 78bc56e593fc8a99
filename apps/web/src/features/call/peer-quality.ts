/** How the path to one participant is doing. Figures that are not known yet are undefined. */
export interface PeerQuality {
  /** Straight to the other device, or through a relay server. */
  path: 'direct' | 'relay' | undefined
  /** How the path, or the relay on it, is reached: UDP, TCP or TLS. */
  protocol: string | undefined
  /** Milliseconds there and back. */
  roundTrip: number | undefined
  /** Of what comes in, 0 to 1. */
  loss: number | undefined
  /** Milliseconds. */
  jitter: number | undefined
  /** Bits per second, since the reading before. */
  incoming: number | undefined
  outgoing: number | undefined
  /** Of the largest picture that comes in, as `640×360`. */
  resolution: string | undefined
  totals: QualityTotals
}

/** By participant id. */
export type PeerQualities = ReadonlyMap<string, PeerQuality>

/** What is counted from the start of a connection. */
interface QualityTotals {
  /** Milliseconds. */
  at: number
  received: number
  lost: number
  bytesReceived: number
  bytesSent: number
}

interface Stat {
  id: string
  type: string
  [name: string]: unknown
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
const inMilliseconds = (seconds: number | undefined) => (seconds === undefined ? undefined : Math.round(seconds * 1000))

/**
 * Reads what the browser knows of a connection (W3C webrtc-stats).
 * @param before an earlier reading of the same connection: what is lost, and how much flows, is of the time since
 */
export function readQuality(report: Iterable<Stat>, before?: PeerQuality): PeerQuality {
  const stats = [...report]
  const byId = new Map(stats.map((stat) => [stat.id, stat]))
  const selected = byId.get(String(stats.find(({ type }) => type === 'transport')?.selectedCandidatePairId))
  const candidates = [selected?.localCandidateId, selected?.remoteCandidateId].map((id) => byId.get(String(id)))
  const incoming = stats.filter(({ type }) => type === 'inbound-rtp')
  const sum = (name: string) => incoming.reduce((total, stat) => total + (numberOf(stat[name]) ?? 0), 0)
  const voice = incoming.find(({ kind }) => kind === 'audio')
  const [picture] = incoming
    .filter(({ frameWidth }) => numberOf(frameWidth))
    .toSorted((a, b) => Number(b.frameWidth) - Number(a.frameWidth))
  const [local] = candidates
  // Between this device and the relay it is the relay's protocol that counts.
  const protocol = local?.relayProtocol ?? local?.protocol
  const totals: QualityTotals = {
    at: numberOf(selected?.timestamp) ?? 0,
    received: sum('packetsReceived'),
    lost: sum('packetsLost'),
    bytesReceived: numberOf(selected?.bytesReceived) ?? 0,
    bytesSent: numberOf(selected?.bytesSent) ?? 0,
  }
  return {
    path: local && (candidates.some((candidate) => candidate?.candidateType === 'relay') ? 'relay' : 'direct'),
    protocol: typeof protocol === 'string' ? protocol.toUpperCase() : undefined,
    roundTrip: inMilliseconds(numberOf(selected?.currentRoundTripTime)),
    jitter: inMilliseconds(numberOf(voice?.jitter)),
    resolution: picture && `${Number(picture.frameWidth)}×${Number(picture.frameHeight)}`,
    ...compare(totals, before?.totals),
    totals,
  }
}

/** Fewer packets say nothing about how many get lost: in silence hardly any are sent. */
const ENOUGH = 20

function compare(
  now: QualityTotals,
  before: QualityTotals | undefined,
): Pick<PeerQuality, 'loss' | 'incoming' | 'outgoing'> {
  const lost = Math.max(0, now.lost - (before?.lost ?? 0))
  const expected = lost + now.received - (before?.received ?? 0)
  const seconds = before ? (now.at - before.at) / 1000 : 0
  const rate = (name: 'bytesReceived' | 'bytesSent') =>
    before && seconds > 0 ? Math.max(0, ((now[name] - before[name]) * 8) / seconds) : undefined
  return {
    loss: expected >= ENOUGH ? lost / expected : undefined,
    incoming: rate('bytesReceived'),
    outgoing: rate('bytesSent'),
  }
}

/** What one hears of a connection: words are swallowed, come late, or come unevenly. */
export type QualityProblem = 'loss' | 'delay' | 'jitter'

/** Speech suffers from one packet in twenty lost, talk from half a second there and back, both from uneven arrival. */
const BAD = { loss: 0.05, roundTrip: 500, jitter: 80 }

/** Why a connection is poor, if it is. */
export function findProblem({ loss = 0, roundTrip = 0, jitter = 0 }: PeerQuality): QualityProblem | undefined {
  if (loss > BAD.loss) return 'loss'
  if (roundTrip > BAD.roundTrip) return 'delay'
  return jitter > BAD.jitter ? 'jitter' : undefined
}
