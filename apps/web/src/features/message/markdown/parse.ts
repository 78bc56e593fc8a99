import { parseInline } from './parse-inline.ts'
import type { Block, Inline, List, ListItem } from './syntax-tree.ts'

const fence = '```'
const heading = /^(#{1,3})[ \t]+(.*)$/
const subtext = /^-#[ \t]+(.*)$/
const quoted = /^>(?: (.*)|)$/
const listItem = /^([ \t]*)(?:[-*]|(\d{1,9})\.)[ \t]+(.*)$/
const maxDepth = 6
const maxParts = 400

/**
 * Parses a message as chats do: line breaks are kept, and text is never lost. Linear in the text's length.
 *
 * Libraries were tried first: CommonMark parsers disagree with chats about line breaks, lists and underlines, and
 * Discord-like ones take quadratic time or overflow the stack on hostile text.
 */
export function parse(source: string): Block[] {
  const text = source.replaceAll('\r\n', '\n')
  const blocks = parseBlocks(text, false)
  // Nobody formats so much in one message; drawing it would be slow for everybody who sees it.
  return countParts(blocks) <= maxParts ? blocks : [{ type: 'paragraph', children: [{ type: 'text', content: text }] }]
}

function countParts(nodes: readonly (Block | Inline | ListItem)[]): number {
  return nodes.reduce((count, node) => {
    if ('type' in node && node.type === 'text') return count
    const children = 'children' in node ? countParts(node.children) : 0
    const items = 'items' in node ? countParts(node.items) : 0
    const lists = 'lists' in node ? countParts(node.lists) : 0
    return count + 1 + children + items + lists
  }, 0)
}

function parseBlocks(source: string, inQuote: boolean): Block[] {
  const blocks: Block[] = []
  let position = 0
  while (position < source.length) {
    const start = source.indexOf(fence, position)
    const end = start < 0 ? -1 : source.indexOf(fence, start + fence.length)
    if (end < 0) {
      parseLines(source.slice(position), inQuote, blocks)
      break
    }
    const lineStart = Math.max(source.lastIndexOf('\n', start - 1) + 1, position)
    if (!inQuote && isQuoted(source, lineStart)) {
      // The fence belongs to the quote, which ends with its lines.
      const quoteEnd = endOfQuote(source, lineStart)
      parseLines(source.slice(position, quoteEnd), inQuote, blocks)
      position = quoteEnd + 1
      continue
    }
    const inner = source.slice(start + fence.length, end)
    parseLines(source.slice(position, start), inQuote, blocks)
    position = end + fence.length
    if (inner.trim() === '') parseLines(source.slice(start, position), inQuote, blocks)
    else {
      blocks.push(codeBlock(inner))
      if (source[position] === '\n') position++
    }
  }
  return blocks
}

const isQuoted = (source: string, lineStart: number) => /^>(?:[ \n]|$|>> )/.test(source.slice(lineStart, lineStart + 4))

function endOfQuote(source: string, from: number): number {
  if (source.startsWith('>>> ', from)) return source.length
  let position = from
  while (isQuoted(source, position)) {
    const lineEnd = source.indexOf('\n', position)
    if (lineEnd < 0) return source.length
    position = lineEnd + 1
  }
  return position - 1
}

function codeBlock(inner: string): Block {
  const [, language = '', content = inner] = /^(?:([\w+#.-]{1,20})\n)?(.*)$/s.exec(inner) ?? []
  return { type: 'code-block', language, content: withoutBlankEnds(content.split('\n')).join('\n') }
}

function withoutBlankEnds(lines: string[]): string[] {
  const isText = (line: string) => line.trim() !== ''
  return lines.slice(Math.max(0, lines.findIndex(isText)), lines.findLastIndex(isText) + 1)
}

function parseLines(source: string, inQuote: boolean, blocks: Block[]): void {
  if (source === '') return
  const lines = source.split('\n')
  let paragraph: string[] = []
  const flush = () => {
    const text = withoutBlankEnds(paragraph)
    if (text.length > 0) blocks.push({ type: 'paragraph', children: parseInline(text.join('\n')) })
    paragraph = []
  }
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const block = inQuote ? undefined : quoteAt(lines, index)
    if (block) {
      flush()
      blocks.push(block.quote)
      index += block.lines - 1
      continue
    }
    const items = listAt(lines, index)
    if (items.length > 0) {
      flush()
      blocks.push(nest(items))
      index += items.length - 1
      continue
    }
    const single = singleLine(line)
    if (single) {
      flush()
      blocks.push(single)
    } else paragraph.push(line)
  }
  flush()
}

function singleLine(line: string): Block | undefined {
  const title = heading.exec(line)
  if (title?.[1] && title[2]?.trim()) {
    return { type: 'heading', level: title[1].length as 1 | 2 | 3, children: parseInline(title[2].trim()) }
  }
  const small = subtext.exec(line)?.[1]?.trim()
  return small ? { type: 'subtext', children: parseInline(small) } : undefined
}

function quoteAt(lines: string[], index: number): { quote: Block; lines: number } | undefined {
  const first = lines[index] ?? ''
  if (first.startsWith('>>> ')) {
    const rest = [first.slice(4), ...lines.slice(index + 1)]
    return { quote: { type: 'quote', children: parseBlocks(rest.join('\n'), true) }, lines: rest.length }
  }
  const inner: string[] = []
  for (let line = index; line < lines.length; line++) {
    const found = quoted.exec(lines[line] ?? '')
    if (!found || (found[1] === undefined && inner.length === 0)) break
    inner.push(found[1] ?? '')
  }
  if (inner.length === 0) return undefined
  return { quote: { type: 'quote', children: parseBlocks(inner.join('\n'), true) }, lines: inner.length }
}

interface FlatItem {
  depth: number
  ordered: boolean
  start: number
  text: string
}

/** The run of list items that begins at a line; another kind of marker begins another list. */
function listAt(lines: string[], index: number): FlatItem[] {
  const items: FlatItem[] = []
  for (let line = index; line < lines.length; line++) {
    const found = listItem.exec(lines[line] ?? '')
    if (!found?.[3]?.trim()) break
    const indent = (found[1] ?? '').replaceAll('\t', '  ').length
    // One deeper than the item above at most.
    const depth = Math.min(Math.floor(indent / 2), (items.at(-1)?.depth ?? -1) + 1, maxDepth)
    const ordered = found[2] !== undefined
    if (depth === 0 && items[0] && items[0].ordered !== ordered) break
    items.push({ depth, ordered, start: Number(found[2] ?? 1), text: found[3].trim() })
  }
  return items
}

function nest(items: FlatItem[]): List {
  const [first] = items
  const root: List = { type: 'list', ordered: first?.ordered ?? false, start: first?.start ?? 1, items: [] }
  const open: List[] = [root]
  for (const { depth, ordered, start, text } of items) {
    open.length = Math.min(open.length, depth + 1)
    let list = open[depth]
    if (list?.ordered !== ordered) {
      list = { type: 'list', ordered, start, items: [] }
      open[depth - 1]?.items.at(-1)?.lists.push(list)
      open[depth] = list
    }
    list.items.push({ children: parseInline(text), lists: [] })
  }
  return root
}
