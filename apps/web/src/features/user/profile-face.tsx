import type { PresenceStatus } from '@parley/contracts/user'
import type { ReactNode } from 'react'
import { Avatar, colourOf } from '../../ui/avatar.tsx'
import { LinkedText } from './linked-text.tsx'

export interface ProfileFaceProps {
  user: { id: string; displayName: string; username: string; avatarUrl: string | null; bio?: string | undefined }
  status?: PresenceStatus | undefined
  /** Status in words. */
  statusText?: string | undefined
  children?: ReactNode
}

/** The face of a profile card: picture, names, a few words; more below. */
export function ProfileFace({ user, status, statusText, children }: ProfileFaceProps) {
  return (
    <>
      <div aria-hidden className="h-16 shrink-0" style={{ backgroundColor: colourOf(user.id) }} />
      <div className="-mt-12 flex flex-col gap-3 p-4 pt-0">
        <span className="flex w-fit rounded-full bg-raised p-1.5">
          <Avatar user={user} size={84} status={status} />
        </span>
        <div className="min-w-0">
          <h2 dir="auto" className="text-left text-xl leading-tight font-semibold">
            {user.displayName}
          </h2>
          <p className="text-sm text-muted">
            @{user.username}
            {statusText && ` · ${statusText}`}
          </p>
        </div>
        {user.bio && (
          <p dir="auto" className="text-sm text-pretty whitespace-pre-wrap">
            <LinkedText>{user.bio}</LinkedText>
          </p>
        )}
        {children}
      </div>
    </>
  )
}
