import type { PresenceStatus, User } from '@parley/contracts/user'
import { Users } from 'lucide-react'
import { Avatar } from '../../ui/avatar.tsx'
import { spaced } from '../../ui/spaced.ts'
import type { ConversationView } from './describe-conversation.ts'

export interface ConversationAvatarProps {
  view: ConversationView
  size?: number
  status?: PresenceStatus | undefined
}

/** The picture of whom one talks with; for a group two of them. */
export function ConversationAvatar({ view: { isGroup, others }, size = 32, status }: ConversationAvatarProps) {
  const [first, second] = others as [User?, User?]
  if (!isGroup && first) return <Avatar user={first} size={size} status={status} />
  if (!first || !second) {
    return (
      <span
        aria-hidden
        className="flex shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent"
        style={{ width: spaced(size), height: spaced(size) }}
      >
        <Users className="size-[55%]" />
      </span>
    )
  }
  const inner = Math.round(size * 0.68)
  return (
    <span aria-hidden className="relative shrink-0" style={{ width: spaced(size), height: spaced(size) }}>
      <Avatar user={first} size={inner} className="!absolute top-0 left-0" />
      <span className="absolute right-0 bottom-0 flex rounded-full bg-(--avatar-ground,var(--color-surface)) p-0.5">
        <Avatar user={second} size={inner - 2} />
      </span>
    </span>
  )
}
