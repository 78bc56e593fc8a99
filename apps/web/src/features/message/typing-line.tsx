import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { useChat } from './chat-store.ts'
import { describeTypists } from './describe-typists.ts'
import { useDisplayNames } from './known-users.ts'
import { useTypists } from './typing-store.ts'

/** Who else types here. Takes its place whether or not anybody does, so that nothing moves. */
export function TypingLine() {
  const { channelId } = useChat()
  const { selfId } = useRealtime()
  const others = useTypists(channelId).filter((id) => id !== selfId)
  const text = describeTypists(useDisplayNames(others.slice(0, 4)), others.length)
  return (
    <div className="mb-[env(safe-area-inset-bottom)] flex h-6 shrink-0 items-center gap-1.5 px-4 text-xs text-muted">
      {text && (
        <>
          <span aria-hidden className="flex gap-0.5">
            {['', 'delay-150', 'delay-300'].map((delay) => (
              <span key={delay} className={`size-1.5 motion-safe:animate-pulse rounded-full bg-current ${delay}`} />
            ))}
          </span>
          <span className="truncate">{text}</span>
        </>
      )}
    </div>
  )
}
