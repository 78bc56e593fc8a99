import { expect, test } from 'vitest'
import { announce, keepUsableCandidates, splitFeedback } from '../../src/forwarder/descriptions.ts'

const lines = (...given: string[]) => given.map((line) => `${line}\r\n`).join('')

test('candidates that are names are left out, with what is around them kept', () => {
  const own = 'a=candidate:1 1 udp 2113937151 192.0.2.7 50000 typ host'
  const named = 'a=candidate:2 1 udp 2113937151 3f9c1c1e-0001.local 50001 typ host'
  expect(keepUsableCandidates(lines('a=mid:0', own, named, 'a=end-of-candidates'))).toBe(
    lines('a=mid:0', own, 'a=end-of-candidates'),
  )
  expect(keepUsableCandidates(named.slice(2))).toBe('')
})

test('the address that is announced stands in for the machine’s own of the same kind', () => {
  const answer = lines(
    'a=candidate:1 1 udp 21 10.0.0.5 40000 typ host generation 0',
    'a=candidate:2 1 udp 21 fd00::2 40001 typ host',
  )
  expect(announce(answer, '203.0.113.9')).toBe(
    lines(
      'a=candidate:1 1 udp 21 203.0.113.9 40000 typ host generation 0',
      'a=candidate:2 1 udp 21 fd00::2 40001 typ host',
    ),
  )
  expect(announce(answer, undefined)).toBe(answer)
})

test('a receiver says what it can take; a sender finds it out by what gets lost', () => {
  const transportWide = 'a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01'
  const section = (direction: string) =>
    lines(
      'm=video 9 UDP/TLS/RTP/SAVPF 96',
      transportWide,
      `a=${direction}`,
      'a=rtcp-fb:96 goog-remb',
      'a=rtcp-fb:96 transport-cc',
      'a=rtcp-fb:96 nack',
    )
  expect(splitFeedback(section('recvonly'))).toBe(
    lines('m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=recvonly', 'a=rtcp-fb:96 goog-remb', 'a=rtcp-fb:96 nack'),
  )
  expect(splitFeedback(section('sendonly'))).toBe(
    lines('m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=sendonly', 'a=rtcp-fb:96 nack'),
  )
})
