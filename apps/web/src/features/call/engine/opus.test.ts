import { expect, it } from 'vitest'
import { askForSpeech } from './opus.ts'

const audio = (mid: number) =>
  [
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
    `a=mid:${mid}`,
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10;useinbandfec=1',
    'a=rtpmap:63 red/48000/2',
    'a=fmtp:63 111/111',
    '',
  ].join('\r\n')

it('asks for silence to cost nothing and losses to be mended, in speech alone', () => {
  const changed = askForSpeech(`v=0\r\n${audio(0)}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n${audio(2)}`)
  expect(changed.match(/a=fmtp:111 .*/g)).toEqual([
    'a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1',
    'a=fmtp:111 minptime=10;useinbandfec=1',
  ])
  expect(changed).toContain('a=fmtp:63 111/111\r\n')
})

it('changes nothing when it is done again, or where there is no speech', () => {
  const once = askForSpeech(audio(0))
  expect(askForSpeech(once)).toBe(once)
  expect(askForSpeech('v=0\r\nm=video 9 UDP 96\r\n')).toBe('v=0\r\nm=video 9 UDP 96\r\n')
})
