const wanted = ['useinbandfec=1', 'usedtx=1']

/**
 * Asks for speech that sends nothing while nobody speaks (DTX) and repairs what is lost (in-band FEC). A description
 * says what its sender wants to receive, so this is for the one that goes out. Only the first audio section is speech;
 * the sound of a shared screen is left as it is.
 */
export function askForSpeech(sdp: string): string {
  const sections = sdp.split(/(?=^m=)/m)
  const index = sections.findIndex((section) => section.startsWith('m=audio'))
  const section = sections[index]
  const payloadType = section && /^a=rtpmap:(\d+) opus\//im.exec(section)?.[1]
  if (!section || !payloadType) return sdp
  sections[index] = section.replace(
    new RegExp(`^(a=fmtp:${payloadType} )(.*)$`, 'm'),
    (_, head: string, rest: string) => {
      const given = rest.trim().split(';')
      const names = wanted.map((parameter) => parameter.split('=')[0])
      const others = given.filter((parameter) => !names.includes(parameter.split('=')[0]))
      return head + [...others, ...wanted].join(';')
    },
  )
  return sections.join('')
}
