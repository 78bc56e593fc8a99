/** How the path to one participant is doing. Figures that are not known yet are undefined. */
export interface PeerQuality {
  /** Straight to the other device, or through a relay server. */
  path: 'direct' | 'relay' | undefined
  protocol: string | undefined
  /** Milliseconds there and back. */
  roundTrip: number | undefined
  /** Of what comes in, 0 to 1. */
  loss: number | undefined
  /** Milliseconds. */
  jitter: number | undefined
  /** Of the largest picture that comes in, as `640×360`. */
  resolution: string | undefined
}

interface Stat {
  id: string
  type: string
  [name: string]: unknown
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
const inMilliseconds = (seconds: number | undefined) => (seconds === undefined ? undefined : Math.round(seconds * 1000))

/** Reads what the browser knows of a connection (W3C webrtc-stats). */
export function readQuality(report: Iterable<Stat>): PeerQuality {
  const stats = [...report]
  const byId = new Map(stats.map((stat) => [stat.id, stat]))
  const selected = byId.get(String(stats.find(({ type }) => type === 'transport')?.selectedCandidatePairId))
  const candidates = [selected?.localCandidateId, selected?.remoteCandidateId].map((id) => byId.get(String(id)))
  const incoming = stats.filter(({ type }) => type === 'inbound-rtp')
  const sum = (name: string) => incoming.reduce((total, stat) => total + (numberOf(stat[name]) ?? 0), 0)
  const expected = sum('packetsReceived') + sum('packetsLost')
  const voice = incoming.find(({ kind }) => kind === 'audio')
  const [picture] = incoming
    .filter(({ frameWidth }) => numberOf(frameWidth))
    .toSorted((a, b) => Number(b.frameWidth) - Number(a.frameWidth))
  const [local] = candidates
  return {
    path: local && (candidates.some((candidate) => candidate?.candidateType === 'relay') ? 'relay' : 'direct'),
    protocol: typeof local?.protocol === 'string' ? local.protocol.toUpperCase() : undefined,
    roundTrip: inMilliseconds(numberOf(selected?.currentRoundTripTime)),
    loss: expected > 0 ? sum('packetsLost') / expected : undefined,
    jitter: inMilliseconds(numberOf(voice?.jitter)),
    resolution: picture && `${Number(picture.frameWidth)}×${Number(picture.frameHeight)}`,
  }
}
