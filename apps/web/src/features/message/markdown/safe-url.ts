const allowed = new Set(['http:', 'https:', 'mailto:'])

/** The address a link may lead to, or undefined when it is none or could do harm (`javascript:`, `data:` …). */
export function safeUrl(address: string): string | undefined {
  // The URL parser drops tabs and line breaks, which would let a scheme hide.
  if (/[\s\p{Cc}]/u.test(address) || !/^(?:https?:\/\/|mailto:)/i.test(address)) return undefined
  const url = URL.parse(address)
  return url && allowed.has(url.protocol) && (url.hostname !== '' || url.protocol === 'mailto:') ? url.href : undefined
}
