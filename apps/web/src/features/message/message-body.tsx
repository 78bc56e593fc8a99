import { t } from '@lingui/core/macro'
import { memo } from 'react'
import { isOnlyEmoji } from './emoji/is-only-emoji.ts'
import { parse } from './markdown/parse.ts'
import { MarkdownBlocks } from './markdown/render.tsx'
import { formatFully } from './time.ts'

export interface MessageBodyProps {
  content: string
  editedAt?: string | null
}

/** The text of a message. */
export const MessageBody = memo(function MessageBody({ content, editedAt = null }: MessageBodyProps) {
  const edited = editedAt !== null && (
    <span title={formatFully(new Date(editedAt))} className="text-[0.6875rem] text-muted">
      {' '}
      {t`(edited)`}
    </span>
  )
  if (isOnlyEmoji(content)) {
    return (
      <p className="py-0.5 text-[2.5rem] leading-tight">
        {content}
        {edited}
      </p>
    )
  }
  return <MarkdownBlocks blocks={parse(content)} trailing={edited} />
})
