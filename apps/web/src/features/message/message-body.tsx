import { t } from '@lingui/core/macro'
import { memo } from 'react'
import { parse } from './markdown/parse.ts'
import { MarkdownBlocks } from './markdown/render.tsx'
import { formatFully } from './time.ts'

export interface MessageBodyProps {
  content: string
  editedAt?: string | null
}

/** The text of a message. */
export const MessageBody = memo(function MessageBody({ content, editedAt = null }: MessageBodyProps) {
  return (
    <MarkdownBlocks
      blocks={parse(content)}
      trailing={
        editedAt !== null && (
          <span title={formatFully(new Date(editedAt))} className="text-2xs text-muted">
            {' '}
            {t`(edited)`}
          </span>
        )
      }
    />
  )
})
