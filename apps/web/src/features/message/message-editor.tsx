import { t } from '@lingui/core/macro'
import { ParleyError } from '@parley/client/parley-error'
import { limits } from '@parley/contracts/limits'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { describeError } from '../../ui/error-message.ts'
import { useChat, useChatState } from './chat-store.ts'
import { CharacterCount } from './composer/character-count.tsx'
import { countCharacters } from './composer/characters.ts'
import { toStored, toWritten } from './composer/mention-text.ts'
import { MessageField } from './composer/message-field.tsx'
import { replaceText } from './composer/replace-text.ts'
import { useNameable } from './composer/use-nameable.ts'
import { EditConflict } from './edit-conflict.tsx'
import { useMessageActions } from './message-actions.ts'

/** Frames in which a row that has just been drawn is shown. */
const PATIENCE = 30

const textButton = 'font-medium text-link hover:underline pointer-coarse:min-h-11 pointer-coarse:text-sm'

/** Goes on at the end of a field, which is then in view wherever it is. */
function focusEnd(field: HTMLTextAreaElement, frames = PATIENCE): void {
  field.focus()
  if (document.activeElement === field) {
    field.setSelectionRange(field.value.length, field.value.length)
    field.scrollTop = field.scrollHeight
    field.form?.scrollIntoView({ block: 'nearest' })
  } else if (frames > 0 && field.isConnected) requestAnimationFrame(() => focusEnd(field, frames - 1))
}

/** Where one rewrites a message, in its place. */
export function MessageEditor({ message }: { message: CachedMessage }) {
  const chat = useChat()
  const { store, composer, editor, list } = chat
  const { connection } = useRealtime()
  const editing = useChatState((state) => state.editing)
  const text = editing?.text ?? ''
  const actions = useMessageActions()
  const nameable = useNameable()
  const [isSaving, setSaving] = useState(false)
  const [failure, setFailure] = useState<string>()
  const conflict = useRef<HTMLDivElement>(null)
  // Seeing all of a long editor may lead away from the end.
  const [wasAtBottom] = useState(() => store.getState().atBottom)
  const isOutdated = editing !== null && editing.editedAt !== message.editedAt && !isSaving
  const isConflict = isOutdated && editing.state !== 'begun' && toStored(text.trim(), nameable()) !== message.content

  const beginAnew = useEffectEvent(() => {
    if (isOutdated && editing.state === 'begun') actions.edit(message)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: edited elsewhere, before anything was typed here
  useEffect(() => beginAnew(), [message.editedAt])
  useEffect(() => {
    const { current: field } = editor
    // What was begun another time waits; where one is now keeps the focus.
    if (!field || store.getState().editing?.state === 'kept') return
    focusEnd(field)
  }, [store, editor])
  useLayoutEffect(() => {
    const { current: field } = editor
    if (!field) return
    const tell = (editorIsInView: boolean) => store.setState({ editorIsInView })
    tell(true)
    const observer = new IntersectionObserver(([entry]) => tell(entry?.isIntersecting ?? false))
    observer.observe(field)
    return () => {
      observer.disconnect()
      tell(false)
    }
  }, [store, editor])

  function close() {
    store.setState({ editing: null })
    if (wasAtBottom) list.current?.toPresent()
    composer.current?.focus({ preventScroll: true })
  }

  function change(part: { text?: string; editedAt?: string | null }) {
    // What another key or click has changed is not drawn yet.
    const { editing: current } = store.getState()
    if (current) store.setState({ editing: { ...current, ...part, state: 'changed' } })
  }

  async function save(editedAt = editing?.editedAt ?? null) {
    const content = toStored(text.trim(), nameable())
    if (isSaving || countCharacters(content) > limits.messageContent) return
    if (content === '') return actions.remove(message, false)
    if (content === message.content) return close()
    setSaving(true)
    setFailure(undefined)
    try {
      connection.apply(
        'message-updated',
        await api.editMessage({ params: { messageId: message.id }, body: { content, editedAt } }),
      )
      close()
    } catch (error) {
      if (error instanceof ParleyError && error.code === 'edited_meanwhile') {
        await connection.loader.refresh(chat, message.id).catch((other) => setFailure(describeError(other)))
      } else setFailure(describeError(error))
    } finally {
      setSaving(false)
    }
  }

  function submit() {
    if (isConflict) conflict.current?.querySelector('button')?.focus()
    else void save()
  }

  return (
    <form
      className="my-1 flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="flex items-end gap-2 rounded-xl border border-line-strong bg-field px-3 py-2 focus-within:border-focus focus-within:ring-1 focus-within:ring-focus">
        <MessageField
          ref={editor}
          aria-label={t`Edit message`}
          value={text}
          readOnly={isSaving}
          onChange={(next) => change({ text: next })}
          onEnter={submit}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
            event.preventDefault()
            close()
          }}
        />
        <CharacterCount text={text} />
      </div>
      {isConflict && (
        <EditConflict
          ref={conflict}
          message={message}
          onSaveMine={() => {
            change({ editedAt: message.editedAt })
            void save(message.editedAt)
          }}
          onTakeOther={() => {
            change({ editedAt: message.editedAt })
            const { current: field } = editor
            if (field) replaceText(field, 0, field.value.length, toWritten(message.content, nameable()))
          }}
        />
      )}
      {failure && (
        <p role="alert" className="text-sm font-medium text-danger">
          {failure}
        </p>
      )}
      <p className="flex items-center gap-1.5 text-xs text-muted pointer-coarse:gap-4">
        <button type="button" className={textButton} onClick={close}>
          {t`Cancel`}
        </button>
        <span className="pointer-coarse:hidden">{t`(Esc)`}</span>
        {!isConflict && (
          <>
            <span aria-hidden className="pointer-coarse:hidden">
              ·
            </span>
            <button type="submit" className={textButton} disabled={isSaving}>
              {t`Save`}
            </button>
            <span className="pointer-coarse:hidden">{t`(Enter)`}</span>
          </>
        )}
      </p>
    </form>
  )
}
