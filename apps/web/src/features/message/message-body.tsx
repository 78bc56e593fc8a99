import { memo } from 'react'
import { parse } from './markdown/parse.ts'
import { MarkdownBlocks } from './markdown/render.tsx'

export interface MessageBodyProps {
  content: string
}

/** The text of a message. */
export const MessageBody = memo(function MessageBody({ content }: MessageBodyProps) {
  return <MarkdownBlocks blocks={parse(content)} />
})
