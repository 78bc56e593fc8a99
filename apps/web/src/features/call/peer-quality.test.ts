import { expect, it } from 'vitest'
import { findProblem, readQuality } from './peer-quality.ts'

const connected = [
  { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
  {
    id: 'P',
    type: 'candidate-pair',
    localCandidateId: 'L',
    remoteCandidateId: 'R',
    currentRoundTripTime: 0.0425,
    timestamp: 1_000,
    bytesReceived: 50_000,
    bytesSent: 10_000,
  },
  { id: 'L', type: 'local-candidate', candidateType: 'host', protocol: 'udp' },
  { id: 'R', type: 'remote-candidate', candidateType: 'srflx', protocol: 'udp' },
  { id: 'A', type: 'inbound-rtp', kind: 'audio', packetsReceived: 95, packetsLost: 5, jitter: 0.004 },
  {
    id: 'V',
    type: 'inbound-rtp',
    kind: 'video',
    packetsReceived: 100,
    packetsLost: 0,
    frameWidth: 640,
    frameHeight: 360,
  },
]

/** The same connection with other figures. */
const change = (id: string, change: object) => connected.map((stat) => (stat.id === id ? { ...stat, ...change } : stat))

it('tells how a direct path is doing', () => {
  expect(readQuality(connected)).toMatchObject({
    path: 'direct',
    protocol: 'UDP',
    roundTrip: 43,
    loss: 0.025,
    jitter: 4,
    incoming: undefined,
    outgoing: undefined,
    resolution: '640×360',
  })
})

it('knows a relay at either end, and how one’s own is reached', () => {
  expect(readQuality(change('R', { candidateType: 'relay' }))).toMatchObject({ path: 'relay', protocol: 'UDP' })
  const own = { candidateType: 'relay', protocol: 'udp', relayProtocol: 'tcp' }
  expect(readQuality(change('L', own))).toMatchObject({ path: 'relay', protocol: 'TCP' })
})

it('says what flows, and what is lost, since the reading before', () => {
  const before = readQuality(connected)
  const later = change('P', { timestamp: 3_000, bytesReceived: 300_000, bytesSent: 35_000 })
  expect(readQuality(later, before)).toMatchObject({ incoming: 1_000_000, outgoing: 100_000 })
  expect(readQuality(change('A', { packetsReceived: 140, packetsLost: 10 }), before).loss).toBe(0.1)
})

it('does not judge by a handful of packets', () => {
  const before = readQuality(connected)
  expect(readQuality(change('A', { packetsReceived: 97, packetsLost: 7 }), before).loss).toBeUndefined()
})

it('says nothing of what is not known yet', () => {
  const { totals, ...figures } = readQuality([])
  expect(Object.values(figures).every((figure) => figure === undefined)).toBe(true)
})

it('names what makes a connection poor', () => {
  const good = readQuality(connected)
  expect(findProblem(good)).toBeUndefined()
  expect(findProblem({ ...good, loss: 0.12 })).toBe('loss')
  expect(findProblem({ ...good, roundTrip: 900 })).toBe('delay')
  expect(findProblem({ ...good, jitter: 120 })).toBe('jitter')
})
