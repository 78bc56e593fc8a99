import { countCharacters, firstCharacters } from './characters.ts'

const fence = '```'

/**
 * Parts of a text that are each short enough for a message, cut where it hurts least: between paragraphs, lines, words.
 * A code block that is cut goes on as one.
 */
export function splitMessage(text: string, max: number): string[] {
  const parts: string[] = []
  let rest = text.trim()
  let opening = ''
  while (opening.length + rest.length > 0) {
    const whole = opening + rest
    if (countCharacters(whole) <= max) {
      parts.push(whole)
      break
    }
    // Room for the end of a code block that is open at the cut.
    const piece = firstCharacters(whole, max - fence.length - 1)
    const end = cutAt(piece, opening.length)
    const part = whole.slice(0, end).trimEnd()
    rest = whole.slice(end).replace(/^[^\S\n]*\n*/, '')
    opening = openFence(part)
    parts.push(opening === '' ? part : `${part}\n${fence}`)
    if (rest.trim() === fence) break
  }
  return parts
}

/** Where to cut a piece: in its second half, at the best place there is. */
function cutAt(piece: string, atLeast: number): number {
  const earliest = Math.max(piece.length / 2, atLeast)
  for (const separator of ['\n\n', '\n', ' ']) {
    const index = piece.lastIndexOf(separator)
    if (index > earliest) return index
  }
  return piece.length
}

/** The line that opens the code block a part ends in, if it does. */
function openFence(part: string): string {
  const fences = part.split(fence).length - 1
  if (fences % 2 === 0) return ''
  const [, language = ''] = /^([\w+#.-]{0,20})\n/.exec(part.slice(part.lastIndexOf(fence) + fence.length)) ?? []
  return `${fence}${language}\n`
}
