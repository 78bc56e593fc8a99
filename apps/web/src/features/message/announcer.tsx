import { plural } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { useChat } from './chat-store.ts'
import { plainText } from './plain-text.ts'

/** Milliseconds in which several new messages are announced as one sentence. */
const GATHER = 1_500
/** Longer texts are announced by their beginning. */
const MAX_LENGTH = 200

/** Tells screen readers politely of messages that arrive in view. Those further down are told of by their count. */
export function Announcer() {
  const chat = useChat()
  const { connection, selfId } = useRealtime()
  const { data: newest } = useQuery({
    ...connection.loader.query(chat),
    select: ({ messages, hasNewer }) => (hasNewer ? undefined : messages.at(-1)),
  })
  const [text, setText] = useState('')
  const lastSeq = useRef<number>(undefined)
  const gathered = useRef<{ count: number; timer?: ReturnType<typeof setTimeout> }>({ count: 0 })

  useEffect(() => {
    if (!newest) return
    const isNew = lastSeq.current !== undefined && newest.seq > lastSeq.current
    const count = newest.seq - (lastSeq.current ?? newest.seq)
    lastSeq.current = Math.max(lastSeq.current ?? 0, newest.seq)
    const isInView = chat.store.getState().atBottom && document.visibilityState === 'visible'
    if (!isNew || !isInView || newest.author.id === selfId || newest.deleted) return
    const gathering = gathered.current
    gathering.count += count
    clearTimeout(gathering.timer)
    gathering.timer = setTimeout(() => {
      const words = plainText(newest.content)
      const content = words.length > MAX_LENGTH ? `${words.slice(0, MAX_LENGTH)}…` : words
      setText(
        gathering.count === 1
          ? `${newest.author.displayName}: ${content}`
          : plural(gathering.count, { one: '# new message', other: '# new messages' }),
      )
      gathering.count = 0
    }, GATHER)
  }, [newest, selfId, chat])
  useEffect(
    () => () => {
      clearTimeout(gathered.current.timer)
      gathered.current = { count: 0 }
      lastSeq.current = undefined
      setText('')
    },
    [],
  )

  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  )
}
