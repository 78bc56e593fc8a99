import { describe, expect, it } from 'vitest'
import { parse } from './parse.ts'
import type { Block, Inline, List } from './syntax-tree.ts'

/** A short notation of a tree, for expectations that can be read. */
function show(node: Block | Inline): string {
  switch (node.type) {
    case 'text':
      return node.content
    case 'code':
      return `code(${node.content})`
    case 'code-block':
      return `block[${node.language}](${node.content})`
    case 'link':
      return `link<${node.href}>(${node.children.map(show).join('')})`
    case 'mention':
      return `${node.of}<${node.id}>`
    case 'mention-all':
      return `all(${node.content})`
    case 'timestamp':
      return `time<${node.seconds}:${node.style}>`
    case 'list':
      return showList(node)
    case 'heading':
      return `h${node.level}(${node.children.map(show).join('')})`
    default:
      return `${node.type}(${node.children.map(show).join('')})`
  }
}

function showList({ ordered, start, items }: List): string {
  const inner = items.map(({ children, lists }) => children.map(show).join('') + lists.map(showList).join(''))
  return `${ordered ? `ol${start}` : 'ul'}(${inner.join(' / ')})`
}

const inline = (source: string) => {
  const [block] = parse(source)
  return block?.type === 'paragraph' ? block.children.map(show).join('') : `not a paragraph: ${block?.type}`
}
const blocks = (source: string) => parse(source).map(show)

describe('emphasis', () => {
  it.each([
    [
      '**bold** *it* _it_ __under__ ~~gone~~ ||secret||',
      'strong(bold) italic(it) italic(it) underline(under) strike(gone) spoiler(secret)',
    ],
    ['***both***', 'strong(italic(both))'],
    ['**a *b* c**', 'strong(a italic(b) c)'],
    ['__**a**__', 'underline(strong(a))'],
    ['||a **b**||', 'spoiler(a strong(b))'],
    ['|| spaced ||', 'spoiler( spaced )'],
    ['snake_case_name', 'snake_case_name'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['**open', '**open'],
    ['**a *b** c', 'strong(a *b) c'],
    ['****', '****'],
    ['a ---- ~~~~ b', 'a ---- ~~~~ b'],
    ['\\*not\\*', '*not*'],
    ['C:\\dir', 'C:\\dir'],
    ['**across\nlines**', 'strong(across\nlines)'],
  ])('%j', (source, expected) => expect(inline(source)).toBe(expected))
})

describe('code', () => {
  it.each([
    ['`a *b*`', 'code(a *b*)'],
    ['``a ` b``', 'code(a ` b)'],
    ['`open', '`open'],
  ])('%j', (source, expected) => expect(inline(source)).toBe(expected))

  it.each([
    ['```js\nlet a\n```', ['block[js](let a)']],
    ['```one line```', ['block[](one line)']],
    ['before ```x``` after', ['paragraph(before )', 'block[](x)', 'paragraph( after)']],
    ['```open', ['paragraph(```open)']],
    ['``````', ['paragraph(``````)']],
    ['> ```\n> in quote\n> ```\nafter', ['quote(block[](in quote))', 'paragraph(after)']],
  ])('%j', (source, expected) => expect(blocks(source)).toEqual(expected))
})

describe('blocks', () => {
  it.each([
    ['# one\n## two\n### three\n#not', ['h1(one)', 'h2(two)', 'h3(three)', 'paragraph(#not)']],
    ['-# small', ['subtext(small)']],
    ['> a\n> b\nc', ['quote(paragraph(a\nb))', 'paragraph(c)']],
    ['>>> a\nb', ['quote(paragraph(a\nb))']],
    ['>no quote', ['paragraph(>no quote)']],
    ['- a\n- b\n  - c\n- d', ['ul(a / bul(c) / d)']],
    ['3. a\n4. b', ['ol3(a / b)']],
    ['- a\n- b\n1. c\n2. d', ['ul(a / b)', 'ol1(c / d)']],
    ['- a\n  - b\n  1. c\n- d', ['ul(aul(b)ol1(c) / d)']],
    ['a\n\nb', ['paragraph(a\n\nb)']],
    ['a\n\n- b', ['paragraph(a)', 'ul(b)']],
  ])('%j', (source, expected) => expect(blocks(source)).toEqual(expected))
})

describe('links', () => {
  it.each([
    ['https://a.b/c_d_e', 'link<https://a.b/c_d_e>(https://a.b/c_d_e)'],
    ['see https://a.b.', 'see link<https://a.b/>(https://a.b).'],
    ['(https://a.b/x)', '(link<https://a.b/x>(https://a.b/x))'],
    [
      'https://en.wikipedia.org/wiki/A_(b)',
      'link<https://en.wikipedia.org/wiki/A_(b)>(https://en.wikipedia.org/wiki/A_(b))',
    ],
    ['**https://a.b**', 'strong(link<https://a.b/>(https://a.b))'],
    ['<https://a.b>', 'link<https://a.b/>(https://a.b)'],
    ['[text](https://a.b)', 'link<https://a.b/>(text)'],
    ['[**bold**](https://a.b)', 'link<https://a.b/>(strong(bold))'],
    ['[mail](mailto:a@b.c)', 'link<mailto:a@b.c>(mail)'],
    [
      '[https://good.example](https://a.b)',
      '[link<https://good.example/>(https://good.example)](link<https://a.b/>(https://a.b))',
    ],
    ['[a [b](https://c.d)', '[a link<https://c.d/>(b)'],
    ['[see https://a.b', '[see link<https://a.b/>(https://a.b)'],
  ])('%j', (source, expected) => expect(inline(source)).toBe(expected))
})

describe('mentions and times', () => {
  it.each([
    ['<@12> <@!12> <#34>', 'user<12> user<12> channel<34>'],
    ['@everyone @here', 'all(@everyone) all(@here)'],
    ['me@here.example', 'me@here.example'],
    ['<t:1700000000:R>', 'time<1700000000:R>'],
    ['<@x> <@0>', '<@x> <@0>'],
  ])('%j', (source, expected) => expect(inline(source)).toBe(expected))
})

/** What formatting begins with: repeated, parsers tend to look at it again and again. */
const atoms = [
  '[a](',
  '[',
  ']',
  '](',
  '[](',
  '*',
  '**',
  '*a',
  '**a',
  '_',
  '__',
  '_a',
  '__a',
  '*_',
  '***a** ',
  '~~',
  '~~a',
  '||',
  '||a',
  '`',
  '``',
  '`a',
  '` ``',
  '```',
  '```\n',
  '<',
  '<@',
  '<a:',
  '<t:1',
  '<http://',
  'http://',
  'http://%',
  'https://a.',
  'h',
  'mailto:',
  '> ',
  '>',
  '>>> ',
  '> ```',
  '# ',
  '-# ',
  '- ',
  ' - ',
  '1. ',
  '  ',
  '\n',
  '\n\n',
  '\t',
  '\\',
  '@',
  '@everyone',
  '((((',
  '[a](b "',
  '**a *b __c ~~d ||e ',
  '[**a](',
  '*a_',
  '\u200b',
  '👩‍👩‍👧',
  '\u0301',
  '[https://a.b](https://',
  '||https://',
  'a\n- ',
  'x```y',
]

describe('hostile text', () => {
  const links = (node: Block | Inline): string[] => {
    const nested: (Block | Inline)[] = 'children' in node ? node.children : []
    return [...(node.type === 'link' ? [node.href] : []), ...nested.flatMap(links)]
  }

  it.each([
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](java\tscript:alert(1))',
    '[a]( javascript:alert(1))',
    '[a](\u0001javascript:alert(1))',
    '[a](data:text/html,<script>alert(1)</script>)',
    '[a](vbscript:x)',
    '[a](//evil.example)',
    '[a](file:///etc/passwd)',
    '[a](blob:x)',
    '<javascript:alert(1)>',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'http://',
    '[a](https://)',
  ])('%j makes no link', (source) => expect(parse(source).flatMap(links)).toEqual([]))

  it('is shown as it is when it asks for thousands of formatted parts', () => {
    const source = '*a* '.repeat(1000)
    expect(parse(source)).toEqual([{ type: 'paragraph', children: [{ type: 'text', content: source }] }])
  })

  const partsOf = (node: Block | Inline): number => {
    const nested: (Block | Inline)[] = 'children' in node ? node.children : []
    return nested.reduce((sum, child) => sum + partsOf(child), node.type === 'text' ? 0 : 1)
  }

  it.each(atoms)('of %j has few parts, however long it is', (atom) => {
    for (const piece of [atom, `${atom} `, `x${atom}`]) {
      const source = piece.repeat(Math.ceil(4000 / piece.length)).slice(0, 4000)
      expect(parse(source).reduce((sum, block) => sum + partsOf(block), 0)).toBeLessThanOrEqual(400)
    }
  })
})
