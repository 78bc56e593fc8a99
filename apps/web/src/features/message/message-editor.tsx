import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { describeError } from '../../ui/error-message.ts'
import { useChat, useChatState } from './chat-store.ts'
import { CharacterCount } from './composer/character-count.tsx'
import { toStored, toWritten } from './composer/mention-text.ts'
import { MessageField } from './composer/message-field.tsx'
import { countCharacters } from './composer/split-message.ts'
import { useNameable } from './composer/use-nameable.ts'
import { useMessageActions } from './message-actions.ts'

/** Where one rewrites a message, in its place. */
export function MessageEditor({ message }: { message: CachedMessage }) {
  const { store, composer } = useChat()
  const { connection } = useRealtime()
  const draft = useChatState((state) => state.editing?.draft ?? '')
  const actions = useMessageActions()
  const nameable = useNameable()
  const field = useRef<HTMLTextAreaElement>(null)
  const [isSaving, setSaving] = useState(false)
  const [failure, setFailure] = useState<string>()

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => {
    store.setState({ editing: { id: message.id, draft: toWritten(draft, nameable()) } })
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
    const content = toStored(draft.trim(), nameable())
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
        <MessageField
          ref={field}
          aria-label={t`Edit message`}
          value={draft}
          readOnly={isSaving}
          onChange={(text) => store.setState({ editing: { id: message.id, draft: text } })}
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
