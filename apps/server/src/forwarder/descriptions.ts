import { isIP } from 'node:net'

/**
 * Leaves out candidates that the unit could only look up on its own network: it waits to be found, under an address that
 * it announces itself.
 */
export function keepUsableCandidates(sdp: string): string {
  return sdp
    .split('\r\n')
    .filter((line) => !(line.includes('candidate:') && isIP(line.split(' ')[4] ?? '') === 0))
    .join('\r\n')
}

/**
 * Has each direction estimated where it can be: what the unit receives, by the sender, from when each packet arrived
 * (transport-wide); what it sends, by the receiver, who then says how much it can take (REMB).
 */
export function splitFeedback(sdp: string): string {
  return sdp
    .split(/(?=^m=)/m)
    .map((section) => {
      if (!section.startsWith('m=audio') && !section.startsWith('m=video')) return section
      const dropped = section.includes('a=recvonly')
        ? /^a=(rtcp-fb:\d+ transport-cc|extmap:\d+ http:\/\/www\.ietf\.org\/id\/draft-holmer-rmcat-transport-wide-cc).*\r\n/gm
        : /^a=(rtcp-fb:\d+ (?:goog-remb|transport-cc)|extmap:\d+ http:\/\/www\.ietf\.org\/id\/draft-holmer-rmcat-transport-wide-cc).*\r\n/gm
      return section.replace(dropped, '')
    })
    .join('')
}

/** Names the address under which the unit is reached, where that is not one of the machine's own. */
export function announce(sdp: string, address: string | undefined): string {
  if (address === undefined) return sdp
  return sdp.replace(/^(a=candidate:\S+ \d+ udp \d+) (\S+) /gim, (line, head: string, own: string) =>
    isIP(own) === isIP(address) ? `${head} ${address} ` : line,
  )
}
