import { t } from '@lingui/core/macro'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useChat } from './chat-store.ts'
import { useMessageActions } from './message-actions.ts'
import { MessageBody } from './message-body.tsx'

export interface DeleteMessageDialogProps {
  message: CachedMessage
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks before a message is deleted. */
export function DeleteMessageDialog({ message, open, onOpenChange }: DeleteMessageDialogProps) {
  const { store, composer } = useChat()
  const actions = useMessageActions()
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Delete this message?`}
      description={
        <>
          {t`It disappears for everybody, and cannot be brought back.`}
          <span className="pointer-coarse:hidden"> {t`Holding Shift while deleting skips this question.`}</span>
        </>
      }
      confirmLabel={t`Delete message`}
      onConfirm={async () => {
        await actions.removeNow(message)
        store.setState({ editing: null })
        composer.current?.focus({ preventScroll: true })
      }}
    >
      <div className="max-h-40 overflow-y-auto rounded-xl border border-line p-3" inert>
        <p className="font-semibold">
          <bdi>{message.author.displayName}</bdi>
        </p>
        <MessageBody content={message.content} />
      </div>
    </ConfirmDialog>
  )
}
