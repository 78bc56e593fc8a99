import { safeUrl } from './safe-url.ts'
import type { Emphasis, Inline } from './syntax-tree.ts'

const emphases: Record<string, Emphasis> = {
  '**': 'strong',
  '*': 'italic',
  _: 'italic',
  __: 'underline',
  '~~': 'strike',
  '||': 'spoiler',
}

/** An opened emphasis or link text, and what stands in it so far. */
interface Frame {
  opener: string
  children: Inline[]
}

// Sticky, and none can match the same characters in two ways, so each looks at a character a bounded number of times.
const autolink = /<(https?:\/\/[^\s<>]+)>/y
const bareUrl = /https?:\/\/(?:(?!\|\||\]\()[^\s<>])+/y
const linkTarget = /\]\(\s{0,8}<?([^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*){0,8})>?\s{0,8}\)/y
const mention = /<(?:@!?|#)([1-9]\d{0,18})>/y
const mentionAll = /@(?:everyone|here)\b/y
const timestamp = /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y
const plain = /[^\\`*_~|<[\]@h]+/y
const wordCharacter = /[\p{L}\p{N}]/u

/**
 * Parses the inside of a paragraph. One pass with a stack of what is open, where no kind is open twice: time grows
 * with the text's length whatever it contains, and depth is bounded.
 */
export function parseInline(source: string): Inline[] {
  const stack: Frame[] = [{ opener: '', children: [] }]
  const noClosingTicks = new Set<number>()
  let position = 0

  const top = () => stack[stack.length - 1] as Frame
  const isOpen = (opener: string) => stack.some((frame) => frame.opener === opener)

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = position
    return pattern.exec(source)
  }

  function text(content: string): void {
    const last = top().children.at(-1)
    if (last?.type === 'text') last.content += content
    else top().children.push({ type: 'text', content })
  }

  /** Turns what was opened and never closed, above `opener`, back into text. */
  function unwindTo(opener: string): void {
    while (stack.length > 1 && top().opener !== opener) unwindOne()
  }

  function unwindOne(): void {
    const frame = stack.pop() as Frame
    text(frame.opener)
    for (const child of frame.children) {
      if (child.type === 'text') text(child.content)
      else top().children.push(child)
    }
  }

  function close(opener: string, node: (children: Inline[]) => Inline): void {
    unwindTo(opener)
    const { children } = stack.pop() as Frame
    top().children.push(node(children))
  }

  const characterBefore = () => (position === 0 ? '' : (source[position - 1] ?? ''))

  function backslash(): void {
    const next = source[position + 1]
    const isPunctuation = next !== undefined && /[!-/:-@[-`{-~]/.test(next)
    text(isPunctuation ? next : '\\')
    position += isPunctuation ? 2 : 1
  }

  function code(): void {
    const ticks = runLength('`')
    const end = noClosingTicks.has(ticks) ? -1 : findTicks(source, position + ticks, ticks)
    if (end < 0) {
      noClosingTicks.add(ticks)
      text('`'.repeat(ticks))
      position += ticks
      return
    }
    const inner = source.slice(position + ticks, end)
    const content = ticks > 1 && inner.trim() !== '' ? inner.replace(/^ (.*) $/s, '$1') : inner
    top().children.push({ type: 'code', content })
    position = end + ticks
  }

  function runLength(character: string): number {
    let end = position
    while (source[end] === character) end++
    return end - position
  }

  function emphasis(character: string): void {
    const run = runLength(character)
    const before = characterBefore()
    const after = source[position + run] ?? ''
    const opener = chooseDelimiter(character, run)
    if (opener === undefined) {
      text(character.repeat(run))
      position += run
      return
    }
    const spaced = opener === '||'
    const insideWord = opener === '_' || opener === '__'
    const hasContent = top().opener !== opener || top().children.length > 0
    const type = emphases[opener] as Emphasis
    const closes =
      isOpen(opener) &&
      hasContent &&
      (spaced || /\S/.test(before)) &&
      !(insideWord && run === opener.length && wordCharacter.test(after))
    if (closes) close(opener, (children) => ({ type, children }))
    else if (
      !isOpen(opener) &&
      run <= 3 &&
      (spaced || /\S/.test(after)) &&
      after !== '' &&
      !(insideWord && wordCharacter.test(before))
    ) {
      stack.push({ opener, children: [] })
    } else {
      // Four and more in a row draw a line rather than begin something.
      const literal = run > 3 ? run : opener.length
      text(character.repeat(literal))
      position += literal
      return
    }
    position += opener.length
  }

  /** `***` may be two delimiters: closes the inner one first, opens the outer one first. */
  function chooseDelimiter(character: string, run: number): string | undefined {
    const double = character + character
    if (character === '~' || character === '|') return run >= 2 ? double : undefined
    if (run === 1) return character
    const innermost = stack.findLast(({ opener }) => opener === character || opener === double)?.opener
    if (run === 2) return isOpen(double) || innermost === undefined ? double : innermost
    return innermost ?? double
  }

  /** `](…)` closes a link's text. A text that is itself an address would lie about where the link leads. */
  function link(): boolean {
    const target = isOpen('[') ? match(linkTarget) : null
    const href = target?.[1] && safeUrl(target[1])
    if (!target || !href) return false
    unwindTo('[')
    if (top().children.some(hasLink)) {
      unwindOne()
      return false
    }
    close('[', (children) => ({ type: 'link', href, children }))
    position += target[0].length
    return true
  }

  function openBracket(): void {
    // The innermost bracket is the one that a link's text begins with.
    if (isOpen('[')) {
      unwindTo('[')
      unwindOne()
    }
    stack.push({ opener: '[', children: [] })
    position += 1
  }

  function url(pattern: RegExp): boolean {
    const found = match(pattern)
    if (!found) return false
    const address = pattern === autolink ? (found[1] ?? '') : trimUrl(found[0])
    const href = safeUrl(address)
    if (href) top().children.push({ type: 'link', href, children: [{ type: 'text', content: address }] })
    else if (pattern === autolink) return false
    // Looked at once and for all: what is in it would be looked at again and again.
    else text(found[0])
    position += href && pattern === bareUrl ? address.length : found[0].length
    return true
  }

  function angle(): boolean {
    if (url(autolink)) return true
    const person = match(mention)
    if (person) {
      const [whole, id = ''] = person
      top().children.push({ type: 'mention', of: whole[1] === '#' ? 'channel' : 'user', id, source: whole })
      position += whole.length
      return true
    }
    const time = match(timestamp)
    if (!time) return false
    top().children.push({ type: 'timestamp', seconds: Number(time[1]), style: time[2] ?? 'f' })
    position += time[0].length
    return true
  }

  function everybody(): boolean {
    const found = match(mentionAll)
    if (!found || wordCharacter.test(characterBefore())) return false
    top().children.push({ type: 'mention-all', content: found[0] })
    position += found[0].length
    return true
  }

  /** @returns whether something other than plain text began here */
  function special(character: string): boolean {
    if (character === '<') return angle()
    if (character === '@') return everybody()
    if (character === 'h') return url(bareUrl)
    if (character === ']') return link()
    if (character !== '[') return false
    openBracket()
    return true
  }

  while (position < source.length) {
    const run = match(plain)
    if (run) {
      text(run[0])
      position += run[0].length
      continue
    }
    const character = source[position] ?? ''
    if (character === '\\') backslash()
    else if (character === '`') code()
    else if ('*_~|'.includes(character)) emphasis(character)
    else if (!special(character)) {
      text(character)
      position += 1
    }
  }
  unwindTo('')
  return top().children
}

function hasLink(node: Inline): boolean {
  return node.type === 'link' || ('children' in node && node.children.some(hasLink))
}

/** Where a run of exactly so many backticks begins. */
function findTicks(source: string, from: number, ticks: number): number {
  const run = /`+/g
  run.lastIndex = from
  for (let found = run.exec(source); found; found = run.exec(source)) {
    if (found[0].length === ticks) return found.index
  }
  return -1
}

/** Leaves out what ends the sentence, not the address. */
function trimUrl(address: string): string {
  let end = address.length
  let open = 0
  for (const character of address) open += character === '(' ? 1 : character === ')' ? -1 : 0
  for (; end > 0; end--) {
    const last = address[end - 1] ?? ''
    if (last === ')' && open < 0) open++
    else if (!'.,:;!?\'"*_~|]'.includes(last)) break
  }
  return address.slice(0, end)
}
