import { t } from '@lingui/core/macro'
import { Fragment, type KeyboardEvent, type ReactNode, useState } from 'react'
import { parseChatAddress } from '../message-link.ts'
import { useTabIndex } from '../reachable.ts'
import { formatDate, formatFully, formatRelative } from '../time.ts'
import { ChatLink } from './chat-link.tsx'
import { CodeBlock } from './code-block.tsx'
import { Mention, PlainMention } from './mention.tsx'
import type { Block, Inline, List } from './syntax-tree.ts'

export interface MarkdownBlocksProps {
  blocks: Block[]
  /** Stands after the last word. */
  trailing?: ReactNode
}

/** Draws a parsed message. Text only ever becomes text nodes. */
export function MarkdownBlocks({ blocks, trailing }: MarkdownBlocksProps) {
  const last = blocks.at(-1)
  return (
    <>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a parsed message is drawn anew as a whole
        <Fragment key={index}>
          {block === last && block.type === 'paragraph' ? (
            <p dir="auto" className="whitespace-pre-wrap">
              {drawInlines(block.children)}
              {trailing}
            </p>
          ) : (
            drawBlock(block)
          )}
        </Fragment>
      ))}
      {last?.type !== 'paragraph' && trailing}
    </>
  )
}

const headings = {
  1: 'mt-1.5 mb-0.5 text-xl font-bold',
  2: 'mt-1.5 mb-0.5 text-lg font-bold',
  3: 'mt-1 font-bold',
}

function drawBlock(block: Block): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return (
        <p dir="auto" className="whitespace-pre-wrap">
          {drawInlines(block.children)}
        </p>
      )
    case 'heading':
      // Headings of a message are not headings of the page.
      return (
        <p dir="auto" className={headings[block.level]}>
          {drawInlines(block.children)}
        </p>
      )
    case 'subtext':
      return (
        <p dir="auto" className="text-xs text-muted">
          {drawInlines(block.children)}
        </p>
      )
    case 'quote':
      return (
        <blockquote dir="auto" className="my-0.5 border-s-4 border-line-strong ps-3">
          <MarkdownBlocks blocks={block.children} />
        </blockquote>
      )
    case 'list':
      return drawList(block)
    case 'code-block':
      return <CodeBlock language={block.language} content={block.content} />
  }
}

function drawList({ ordered, start, items }: List): ReactNode {
  const drawn = items.map(({ children, lists }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a parsed message is drawn anew as a whole
    <li key={index}>
      {drawInlines(children)}
      {lists.map((list, nested) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Fragment key={nested}>{drawList(list)}</Fragment>
      ))}
    </li>
  ))
  return ordered ? (
    <ol dir="auto" start={start} className="list-decimal ps-7">
      {drawn}
    </ol>
  ) : (
    <ul dir="auto" className="list-disc ps-6">
      {drawn}
    </ul>
  )
}

function drawInlines(inlines: Inline[]): ReactNode {
  return inlines.map((inline, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a parsed message is drawn anew as a whole
    <Fragment key={index}>{drawInline(inline)}</Fragment>
  ))
}

function drawInline(inline: Inline): ReactNode {
  switch (inline.type) {
    case 'text':
      return inline.content
    case 'code':
      return (
        <code className="rounded bg-code px-1 py-0.5 font-mono text-[0.875em] whitespace-pre-wrap">
          {inline.content}
        </code>
      )
    case 'strong':
      return <strong className="font-bold">{drawInlines(inline.children)}</strong>
    case 'italic':
      return <em>{drawInlines(inline.children)}</em>
    case 'underline':
      return <u>{drawInlines(inline.children)}</u>
    case 'strike':
      return <s>{drawInlines(inline.children)}</s>
    case 'spoiler':
      return <Spoiler>{drawInlines(inline.children)}</Spoiler>
    case 'link':
      return <InlineLink href={inline.href}>{drawInlines(inline.children)}</InlineLink>
    case 'mention':
      return <Mention of={inline.of} id={inline.id} source={inline.source} />
    case 'mention-all':
      return <PlainMention>{inline.content}</PlainMention>
    case 'timestamp':
      return <Timestamp seconds={inline.seconds} style={inline.style} />
  }
}

function InlineLink({ href, children }: { href: string; children: ReactNode }) {
  const tabIndex = useTabIndex()
  const address = parseChatAddress(href, location.origin)
  if (address) return <ChatLink address={address}>{children}</ChatLink>
  return (
    <a
      href={href}
      tabIndex={tabIndex}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-link underline decoration-current/40 underline-offset-2 hover:decoration-current"
    >
      {children}
    </a>
  )
}

function Spoiler({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false)
  const tabIndex = useTabIndex()
  const show = () => setShown(true)
  // The same element before and after, so that it keeps the focus.
  const hidden = {
    role: 'button',
    'aria-label': t`Spoiler, hidden. Show it`,
    title: t`Show spoiler`,
    onClick: show,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      show()
    },
  }
  return (
    <span
      {...(!shown && hidden)}
      tabIndex={shown ? -1 : tabIndex}
      className={
        shown
          ? 'rounded bg-active px-0.5'
          : 'cursor-pointer rounded bg-line-strong px-0.5 text-transparent select-none hover:opacity-85'
      }
    >
      <span inert={!shown} aria-hidden={!shown} className={shown ? undefined : 'opacity-0'}>
        {children}
      </span>
    </span>
  )
}

const timestampFormats: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
}

function Timestamp({ seconds, style }: { seconds: number; style: string }) {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return `<t:${seconds}:${style}>`
  const format = timestampFormats[style]
  return (
    <time dateTime={date.toISOString()} title={formatFully(date)} className="rounded bg-active px-1">
      {format ? formatDate(date, format) : formatRelative(date)}
    </time>
  )
}
