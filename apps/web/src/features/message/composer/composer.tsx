import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import { useQueryClient } from '@tanstack/react-query'
import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useEffect, useEffectEvent, useLayoutEffect, useMemo, useState } from 'react'
import { keys } from '../../../realtime/query-keys.ts'
import { useRealtime } from '../../../realtime/realtime-provider.tsx'
import { targetPayload } from '../../../realtime/target.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { soonPart } from '../../../ui/lazy-part.tsx'
import { toastNotice } from '../../../ui/toaster.tsx'
import { useChat } from '../chat-store.ts'
import { EmojiButton } from '../emoji/emoji-button.tsx'
import { goOnEditing, useMessageActions } from '../message-actions.ts'
import { useMarkRead } from '../use-mark-read.ts'
import { CharacterCount } from './character-count.tsx'
import { countCharacters, firstCharacters } from './characters.ts'
import { readDraft, writeDraft } from './drafts.ts'
import { toStored } from './mention-text.ts'
import { MessageField } from './message-field.tsx'
import { openComposer } from './open-composer.ts'
import { replaceText } from './replace-text.ts'
import { createTypingSignal } from './typing-signal.ts'
import { useKept } from './use-kept.ts'
import { useNameable } from './use-nameable.ts'

const TooLongNotice = soonPart(() => import('./too-long-notice.tsx').then((module) => module.TooLongNotice))

/** Where one writes. */
export function Composer() {
  const chat = useChat()
  const { kind, channelId, name, composer, list, store } = chat
  const { outbox, connection, selfId } = useRealtime()
  const queryClient = useQueryClient()
  const markRead = useMarkRead()
  const actions = useMessageActions()
  const nameable = useNameable()
  const [text, setText] = useState(() => readDraft(selfId, channelId))
  useKept(text, (draft) => writeDraft(selfId, channelId, draft))
  // Another tab may have gone on with it while this chat was out of sight.
  const takeUp = useEffectEvent(() => setText(readDraft(selfId, channelId)))
  useLayoutEffect(() => takeUp(), [])
  useTypingAnywhere(composer)
  const label = name === '' ? t`Message` : kind === 'channel' ? t`Message #${name}` : t`Message ${name}`

  const typing = useMemo(() => {
    const tell = (name: 'typing-start' | 'typing-stop') => {
      // Nobody misses a typing signal that could not be sent.
      if (connection.isConnected()) connection.request(name, targetPayload({ kind, channelId })).catch(() => undefined)
    }
    return createTypingSignal({ start: () => tell('typing-start'), stop: () => tell('typing-stop') })
  }, [connection, kind, channelId])
  useEffect(() => () => typing.stopped(), [typing])

  function change(next: string) {
    setText(next)
    if (next.trim() === '') typing.stopped()
    else typing.typed()
  }

  function send(parts: string[]) {
    for (const part of parts) outbox.add({ kind, channelId }, part)
    setText('')
    typing.stopped()
    store.setState({ readUpTo: null, keepsUnread: false })
    list.current?.toPresent()
    // From the button that was pressed, which would leave a phone without its keyboard.
    composer.current?.focus({ preventScroll: true })
  }

  function submit() {
    const content = toStored(text.trim(), nameable())
    if (content !== '' && countCharacters(content) <= limits.messageContent) send([content])
  }

  function editLast(): boolean {
    if (store.getState().editing) {
      goOnEditing(chat)
      return true
    }
    const { messages = [] } = queryClient.getQueryData(keys.messages(channelId)) ?? {}
    const own = messages.findLast(({ author, deleted }) => author.id === selfId && !deleted)
    if (own) actions.edit(own)
    return own !== undefined
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowUp' && text === '' && editLast()) event.preventDefault()
    if (event.key === 'Escape') {
      markRead()
      list.current?.toPresent()
    }
  }

  function insert(emoji: string) {
    const { current: field } = composer
    if (field) replaceText(field, field.selectionStart, field.selectionEnd, emoji)
  }

  return (
    <form
      className="shrink-0 px-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {text.length > limits.messageContent && (
        <TooLongNotice
          text={text}
          onSend={(parts) => send(parts.map((part) => toStored(part, nameable())))}
          onTrim={() => {
            const { current: field } = composer
            if (field) replaceText(field, 0, field.value.length, firstCharacters(text.trim(), limits.messageContent))
          }}
        />
      )}
      <div className="flex items-end gap-1 rounded-xl border border-line-strong bg-field py-1.5 pr-1.5 pl-3.5 focus-within:border-focus focus-within:ring-1 focus-within:ring-focus">
        <MessageField
          ref={(field) => {
            composer.current = field
            openComposer.current = field
          }}
          aria-label={label}
          placeholder={label}
          value={text}
          onChange={change}
          onEnter={submit}
          onKeyDown={onKeyDown}
          onBlur={() => typing.stopped()}
          onPaste={({ clipboardData: { files, types } }) => {
            if (files.length > 0 && !types.includes('text/plain'))
              toastNotice(t`Messages hold text and links, no files.`)
          }}
        />
        <CharacterCount text={text} />
        <EmojiButton onPick={insert} />
        <IconButton label={t`Send`} type="submit" disabled={text.trim() === ''} className="-my-0.5">
          <SendHorizontal />
        </IconButton>
      </div>
    </form>
  )
}

/** Text that is typed or pasted while nothing that takes text has the focus goes here. */
function useTypingAnywhere(composer: { current: HTMLTextAreaElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const isPaste = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v'
      const isText = !event.ctrlKey && !event.metaKey && event.key.length === 1
      if (event.defaultPrevented || event.altKey || !(isText || isPaste)) return
      const focused = document.activeElement
      const isFree =
        focused === null || focused === document.body || focused.matches('main, main section, [data-message-id]')
      if (isFree && event.key !== ' ') composer.current?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [composer])
}
