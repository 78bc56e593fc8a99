import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { useChat } from './chat-store.ts'

/** Milliseconds in which several new messages are announced as one sentence. */
const GATHER = 1_500
/** Longer texts are announced by their beginning. */
const MAX_LENGTH = 200

/** Tells screen readers politely of messages that arrive in the open chat. */
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
    if (!isNew || newest.author.id === selfId || newest.deleted) return
    const gathering = gathered.current
    gathering.count += count
    clearTimeout(gathering.timer)
    gathering.timer = setTimeout(() => {
      const content = newest.content.length > MAX_LENGTH ? `${newest.content.slice(0, MAX_LENGTH)}…` : newest.content
      setText(gathering.count === 1 ? `${newest.author.displayName}: ${content}` : `${gathering.count} new messages`)
      gathering.count = 0
    }, GATHER)
  }, [newest, selfId])
  useEffect(() => () => clearTimeout(gathered.current.timer), [])

  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  )
}
