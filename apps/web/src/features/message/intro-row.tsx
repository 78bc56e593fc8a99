import { Hash, MessageCircle } from 'lucide-react'
import { useChat } from './chat-store.ts'

/** The beginning of a channel's or a conversation's history. */
export function IntroRow() {
  const { kind, name } = useChat()
  const isChannel = kind === 'channel'
  return (
    <div className="px-4 pt-10 pb-4">
      <div
        aria-hidden
        className="mb-3 flex size-14 items-center justify-center rounded-2xl bg-accent-soft text-accent [&_svg]:size-7"
      >
        {isChannel ? <Hash /> : <MessageCircle />}
      </div>
      <h2 className="text-2xl font-semibold tracking-tight">{isChannel ? `Welcome to #${name}` : name}</h2>
      <p className="mt-1 text-muted">
        {isChannel
          ? 'This is where the channel begins. Say hello.'
          : `This is where your conversation with ${name} begins.`}
      </p>
    </div>
  )
}
