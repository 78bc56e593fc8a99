import type { Author } from '@parley/contracts/user'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { MessageCircle, Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { api } from '../../app/api.ts'
import { Avatar, colourOf } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { describeError } from '../../ui/error-message.ts'
import { FormError } from '../../ui/form-error.tsx'
import { Popover, type PopoverProps } from '../../ui/popover.tsx'
import { presenceLabel } from '../../ui/presence-dot.tsx'
import { cacheConversation } from '../conversation/conversation-queries.ts'
import { usePresence } from '../presence/presence-store.ts'
import { userQuery, useSelf } from './user-queries.ts'

export interface UserPopoverProps {
  user: Author
  /** The button, usually a name or a picture, that opens the card. */
  trigger: ReactNode
  side?: PopoverProps['side']
}

/** Somebody's profile card beside whatever shows them, with a way to write to them. */
export function UserPopover({ user, trigger, side = 'right' }: UserPopoverProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      trigger={trigger}
      label={`Profile of ${user.displayName}`}
      side={side}
      open={open}
      onOpenChange={setOpen}
      className="overflow-hidden"
    >
      <UserCard user={user} onLeave={() => setOpen(false)} />
    </Popover>
  )
}

const since = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

function UserCard({ user, onLeave }: { user: Author; onLeave: () => void }) {
  const isSelf = useSelf().id === user.id
  const profile = useQuery(userQuery(user.id))
  const status = usePresence(user.id)
  const navigate = useNavigate()
  const { displayName, username, avatarUrl } = profile.data ?? user
  return (
    <>
      <div aria-hidden className="h-14" style={{ backgroundColor: colourOf(user.id) }} />
      <div className="-mt-9 flex flex-col gap-3 p-4 pt-0">
        <span className="flex w-fit rounded-full bg-raised p-1">
          <Avatar user={{ id: user.id, displayName, avatarUrl }} size={64} status={status} />
        </span>
        <div>
          <h2 className="text-lg leading-tight font-semibold">{displayName}</h2>
          <p className="text-sm text-muted">
            @{username}
            {status && ` · ${presenceLabel(status)}`}
          </p>
        </div>
        {profile.data?.bio && <p className="text-sm whitespace-pre-wrap">{profile.data.bio}</p>}
        {profile.data && (
          <p className="text-sm text-muted">Here since {since.format(new Date(profile.data.createdAt))}</p>
        )}
        {isSelf ? (
          <Button
            size="small"
            onClick={() => {
              onLeave()
              void navigate({ to: '/settings/profile' })
            }}
          >
            <Pencil aria-hidden className="size-4" />
            Edit profile
          </Button>
        ) : (
          <MessageButton userId={user.id} onLeave={onLeave} />
        )}
      </div>
    </>
  )
}

function MessageButton({ userId, onLeave }: { userId: string; onLeave: () => void }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const start = useMutation({
    mutationFn: () => api.createConversation({ body: { userId } }),
    onSuccess: async (conversation) => {
      cacheConversation(queryClient, conversation)
      onLeave()
      await navigate({ to: '/conversations/$conversationId', params: { conversationId: conversation.id } })
    },
  })
  return (
    <>
      <FormError message={start.error ? describeError(start.error) : undefined} />
      <Button variant="primary" size="small" pending={start.isPending} onClick={() => start.mutate()}>
        <MessageCircle aria-hidden className="size-4" />
        Message
      </Button>
    </>
  )
}
