import { t } from '@lingui/core/macro'
import { Hash, Users } from 'lucide-react'
import { Avatar } from '../../ui/avatar.tsx'
import { useChat } from './chat-store.ts'

/** The beginning of a channel's or a conversation's history. */
export function IntroRow() {
  const { kind, name, partner } = useChat()
  const isChannel = kind === 'channel'
  return (
    <div className="px-4 pt-10 pb-4">
      {partner ? (
        <Avatar user={partner} size={64} className="mb-3" />
      ) : (
        <div
          aria-hidden
          className="mb-3 flex size-14 items-center justify-center rounded-2xl bg-accent-soft text-accent [&_svg]:size-7"
        >
          {isChannel ? <Hash /> : <Users />}
        </div>
      )}
      <h2 className="text-2xl font-semibold tracking-tight">
        {isChannel ? t`Welcome to #${name}` : <bdi>{name}</bdi>}
      </h2>
      <p className="mt-1 text-muted">{introduction(isChannel, partner?.displayName)}</p>
    </div>
  )
}

function introduction(isChannel: boolean, partner: string | undefined): string {
  if (isChannel) return t`This is where the channel begins. Say hello.`
  return partner
    ? t`This is where your conversation with ${partner} begins.`
    : t`This is where the group begins. Say hello.`
}
