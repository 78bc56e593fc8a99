import { limits } from '@parley/contracts/limits'
import { useQueryClient } from '@tanstack/react-query'
import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { keys } from '../../realtime/query-keys.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { targetPayload } from '../../realtime/target.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { CharacterCount, countCharacters } from './character-count.tsx'
import { useChat } from './chat-store.ts'
import { readDraft, writeDraft } from './drafts.ts'
import { GrowingTextArea } from './growing-text-area.tsx'
import { createTypingSignal } from './typing-signal.ts'

/** Milliseconds after the last key until a draft is kept. */
const DRAFT_DELAY = 300

/** Where one writes. */
export function Composer() {
  const chat = useChat()
  const { kind, channelId, name, composer, list, store } = chat
  const { outbox, connection, selfId } = useRealtime()
  const queryClient = useQueryClient()
  const [text, setText] = useState(() => readDraft(selfId, channelId))
  useKeptDraft(selfId, channelId, text)
  useTypingAnywhere(composer)

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

  function send() {
    const content = text.trim()
    if (content === '' || countCharacters(content) > limits.messageContent) return
    outbox.add({ kind, channelId }, content)
    setText('')
    typing.stopped()
    store.setState({ readUpTo: null })
    list.current?.toPresent()
  }

  function editLast(): boolean {
    const { messages = [] } = queryClient.getQueryData(keys.messages(channelId)) ?? {}
    const own = messages.findLast(({ author, deleted }) => author.id === selfId && !deleted)
    if (!own) return false
    store.setState({ editing: { id: own.id, draft: own.content } })
    return true
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowUp' && text === '' && editLast()) event.preventDefault()
    if (event.key === 'Escape') {
      store.setState({ readUpTo: null })
      list.current?.toPresent()
    }
  }

  return (
    <form
      className="shrink-0 px-4"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="flex items-end gap-2 rounded-xl border border-line-strong bg-field py-1.5 pr-1.5 pl-3.5 focus-within:border-focus focus-within:ring-1 focus-within:ring-focus">
        <GrowingTextArea
          ref={composer}
          aria-label={`Message ${kind === 'channel' ? '#' : ''}${name}`}
          placeholder={`Message ${kind === 'channel' ? '#' : ''}${name}`}
          value={text}
          onChange={(event) => change(event.target.value)}
          onEnter={send}
          onKeyDown={onKeyDown}
          onBlur={() => typing.stopped()}
        />
        <CharacterCount text={text} />
        <IconButton label="Send" type="submit" disabled={text.trim() === ''} className="-my-0.5">
          <SendHorizontal />
        </IconButton>
      </div>
    </form>
  )
}

/** Keeps the draft a moment after the last key, and when the chat or the page goes away. */
function useKeptDraft(selfId: string, channelId: string, text: string): void {
  const latest = useRef(text)
  useEffect(() => {
    latest.current = text
    const timer = setTimeout(() => writeDraft(selfId, channelId, text), DRAFT_DELAY)
    return () => clearTimeout(timer)
  }, [selfId, channelId, text])
  useEffect(() => {
    const keep = () => writeDraft(selfId, channelId, latest.current)
    addEventListener('pagehide', keep)
    return () => {
      removeEventListener('pagehide', keep)
      keep()
    }
  }, [selfId, channelId])
}

/** Text typed while nothing that takes text has the focus goes here. */
function useTypingAnywhere(composer: { current: HTMLTextAreaElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return
      const focused = document.activeElement
      const isFree =
        focused === null || focused === document.body || focused.matches('main, main section, [data-message-id]')
      if (isFree && event.key !== ' ') composer.current?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [composer])
}
