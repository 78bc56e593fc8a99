import { expect, it } from 'vitest'
import { readQuality } from './peer-quality.ts'

const connected = [
  { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
  {
    id: 'P',
    type: 'candidate-pair',
    localCandidateId: 'L',
    remoteCandidateId: 'R',
    currentRoundTripTime: 0.0425,
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

it('tells how a direct path is doing', () => {
  expect(readQuality(connected)).toEqual({
    path: 'direct',
    protocol: 'UDP',
    roundTrip: 43,
    loss: 0.025,
    jitter: 4,
    resolution: '640×360',
  })
})

it('knows a relay at either end', () => {
  const relayed = connected.map((stat) => (stat.id === 'R' ? { ...stat, candidateType: 'relay' } : stat))
  expect(readQuality(relayed).path).toBe('relay')
})

it('says nothing of what is not known yet', () => {
  expect(readQuality([])).toEqual({
    path: undefined,
    protocol: undefined,
    roundTrip: undefined,
    loss: undefined,
    jitter: undefined,
    resolution: undefined,
  })
})
