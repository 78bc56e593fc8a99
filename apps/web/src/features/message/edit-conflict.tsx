import { t } from '@lingui/core/macro'
import type { Ref } from 'react'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { Button } from '../../ui/button.tsx'
import { MessageBody } from './message-body.tsx'

export interface EditConflictProps {
  ref: Ref<HTMLDivElement>
  /** As it is now. */
  message: CachedMessage
  /** Puts what is written here in its place. */
  onSaveMine: () => void
  /** Goes on writing from it. */
  onTakeOther: () => void
}

/** Says that a message was edited elsewhere while one was at it, shows what it has become, and lets one choose. */
export function EditConflict({ ref, message, onSaveMine, onTakeOther }: EditConflictProps) {
  return (
    <div ref={ref} className="my-1 flex flex-col items-start gap-2 rounded-lg border border-line bg-raised p-3 text-sm">
      <p role="alert" className="font-medium">
        {t`You have edited this message on another device meanwhile. There it says:`}
      </p>
      <div className="max-h-40 w-full min-w-0 overflow-y-auto border-l-2 border-line-strong pl-3 text-muted">
        <MessageBody content={message.content} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={onTakeOther}>{t`Go on from that`}</Button>
        <Button size="small" onClick={onSaveMine}>{t`Save this one instead`}</Button>
      </div>
    </div>
  )
}
