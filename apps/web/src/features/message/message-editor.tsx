import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { describeError } from '../../ui/error-message.ts'
import { CharacterCount, countCharacters } from './character-count.tsx'
import { useChat, useChatState } from './chat-store.ts'
import { GrowingTextArea } from './growing-text-area.tsx'
import { useMessageActions } from './message-actions.ts'

/** Where one rewrites a message, in its place. */
export function MessageEditor({ message }: { message: CachedMessage }) {
  const { store, composer } = useChat()
  const { connection } = useRealtime()
  const draft = useChatState((state) => state.editing?.draft ?? '')
  const actions = useMessageActions()
  const field = useRef<HTMLTextAreaElement>(null)
  const [isSaving, setSaving] = useState(false)
  const [failure, setFailure] = useState<string>()

  useEffect(() => {
    const element = field.current
    // Wherever the message is, one sees what one edits.
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])

  function close() {
    store.setState({ editing: null })
    composer.current?.focus({ preventScroll: true })
  }

  async function save() {
    const content = draft.trim()
    if (isSaving || countCharacters(content) > limits.messageContent) return
    if (content === '') return actions.remove(message, false)
    if (content === message.content) return close()
    setSaving(true)
    setFailure(undefined)
    try {
      connection.apply(
        'message-updated',
        await api.editMessage({ params: { messageId: message.id }, body: { content } }),
      )
      close()
    } catch (error) {
      setFailure(describeError(error))
    } finally {
      setSaving(false)
    }
  }

  return (
    <form
      className="my-1 flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className="flex items-end gap-2 rounded-xl border border-line-strong bg-field px-3 py-2">
        <GrowingTextArea
          ref={field}
          aria-label={t`Edit message`}
          value={draft}
          readOnly={isSaving}
          onChange={(event) => store.setState({ editing: { id: message.id, draft: event.target.value } })}
          onEnter={() => void save()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
            event.preventDefault()
            close()
          }}
        />
        <CharacterCount text={draft} />
      </div>
      {failure && (
        <p role="alert" className="text-sm font-medium text-danger">
          {failure}
        </p>
      )}
      <p className="flex gap-1.5 text-xs text-muted">
        <button type="button" className="font-medium text-link hover:underline" onClick={close}>
          {t`Cancel`}
        </button>
        <span className="pointer-coarse:hidden">{t`(Esc)`}</span>
        <span aria-hidden>·</span>
        <button type="submit" className="font-medium text-link hover:underline" disabled={isSaving}>
          {t`Save`}
        </button>
        <span className="pointer-coarse:hidden">{t`(Enter)`}</span>
      </p>
    </form>
  )
}
