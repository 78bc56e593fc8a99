import { safeUrl } from '../message/markdown/safe-url.ts'

/** An address, without what ends the sentence or the brackets around it. */
const address = /https?:\/\/[^\s<>"]*[^\s<>".,:;!?'’)\]]/gi

export interface TextPart {
  text: string
  /** Where it leads, when it is an address. */
  href?: string
}

/** Cuts plain text into addresses and what is between them. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(address)) {
    const href = safeUrl(match[0])
    if (href === undefined) continue
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ text: match[0], href })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}
