import { t } from '@lingui/core/macro'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useChat, useChatState } from './chat-store.ts'
import { useMessageActions } from './message-actions.ts'
import { MessageBody } from './message-body.tsx'

/** Asks before a message is deleted. */
export function DeleteMessageDialog() {
  const { store, composer } = useChat()
  const message = useChatState((state) => state.deleting)
  const actions = useMessageActions()
  if (!message) return null
  return (
    <ConfirmDialog
      open
      onOpenChange={() => store.setState({ deleting: null })}
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
        <p className="font-semibold">{message.author.displayName}</p>
        <MessageBody content={message.content} />
      </div>
    </ConfirmDialog>
  )
}
