import { parse } from './markdown/parse.ts'
import type { Block, Inline, ListItem } from './markdown/syntax-tree.ts'

/** A message as it would be read aloud: without marks, and without what it hides. */
export function plainText(content: string): string {
  return parse(content).map(textOf).join(' ').replace(/\s+/g, ' ').trim()
}

function textOf(node: Block | Inline | ListItem): string {
  if (!('type' in node)) return [...node.children, ...node.lists].map(textOf).join(' ')
  switch (node.type) {
    case 'spoiler':
      return '…'
    case 'text':
    case 'code':
    case 'code-block':
    case 'mention-all':
      return node.content
    case 'mention':
      return node.source
    case 'timestamp':
      return new Date(node.seconds * 1000).toLocaleString()
    case 'list':
      return node.items.map(textOf).join(' ')
    case 'quote':
      return node.children.map(textOf).join(' ')
    default:
      return node.children.map(textOf).join('')
  }
}
