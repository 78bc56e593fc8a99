import { plural, t } from '@lingui/core/macro'
import type { Conversation } from '@parley/contracts/conversation'
import { useQuery } from '@tanstack/react-query'
import { BellOff, SquarePen } from 'lucide-react'
import { useState } from 'react'
import { conversationPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { Button } from '../../ui/button.tsx'
import { describeError } from '../../ui/error-message.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { soonPart } from '../../ui/lazy-part.tsx'
import { ContextMenu } from '../../ui/menu.tsx'
import { presenceLabel } from '../../ui/presence-dot.tsx'
import { Skeleton, SkeletonGroup } from '../../ui/skeleton.tsx'
import { useNotificationSettings } from '../notification/notification-settings.ts'
import { usePresence } from '../presence/presence-store.ts'
import { useChannelAttention } from '../read-state/attention.ts'
import { UnreadBadge } from '../read-state/unread-badge.tsx'
import { useSelf } from '../user/user-queries.ts'
import { ConversationAvatar } from './conversation-avatar.tsx'
import { conversationsQuery } from './conversation-queries.ts'
import { describeConversation } from './describe-conversation.ts'
import { LeaveGroupDialog, NewConversationDialog } from './lazy-dialogs.ts'

const ConversationMenuPanel = soonPart(() =>
  import('./conversation-menu-panel.tsx').then((module) => module.ConversationMenuPanel),
)

/** One's conversations, the latest first, and the way to start another. */
export function ConversationList() {
  const { data: conversations, error, refetch } = useQuery(conversationsQuery)
  const [starting, setStarting] = useState(false)
  return (
    <nav aria-label={t`Conversations`} className="flex flex-col px-2 py-3">
      <div className="mb-1 flex min-h-7 items-center justify-between pl-2">
        <h2 className="text-[0.8125rem] font-semibold text-muted">{t`Direct messages`}</h2>
        <IconButton label={t`New conversation`} size="small" onClick={() => setStarting(true)}>
          <SquarePen />
        </IconButton>
      </div>
      {conversations ? (
        <ul className="flex flex-col gap-0.5">
          {conversations.map((conversation) => (
            <ConversationRow key={conversation.id} conversation={conversation} />
          ))}
        </ul>
      ) : error ? (
        <div className="flex flex-col items-start gap-3 p-2 text-sm">
          <p className="text-muted">{describeError(error)}</p>
          <Button size="small" onClick={() => void refetch()}>
            {t`Try again`}
          </Button>
        </div>
      ) : (
        <ConversationListSkeleton />
      )}
      {conversations?.length === 0 && (
        <div className="flex flex-col items-start gap-3 px-2 py-1 text-sm text-muted">
          <p>{t`No conversations yet. Find somebody and say hello.`}</p>
          <Button size="small" onClick={() => setStarting(true)}>
            {t`New conversation`}
          </Button>
        </div>
      )}
      <NewConversationDialog open={starting} onOpenChange={setStarting} />
    </nav>
  )
}

function ConversationRow({ conversation }: { conversation: Conversation }) {
  const view = describeConversation(conversation, useSelf().id)
  const attention = useChannelAttention(conversation.id)
  const subject = { kind: 'conversation', channelId: conversation.id } as const
  const { muted } = useNotificationSettings(subject)
  const [leaving, setLeaving] = useState(false)
  const partner = usePresence(view.others[0]?.id ?? '')
  const status = view.isGroup ? undefined : partner
  return (
    <li>
      <ContextMenu
        trigger={
          <Link
            to={conversationPath(conversation.id)}
            className="flex min-h-11 items-center gap-2.5 rounded-lg px-2 py-1 -outline-offset-2 hover:bg-hover"
            activeClassName="bg-active text-text font-medium"
            inactiveClassName={attention.unread > 0 ? 'font-semibold text-text' : 'text-muted hover:text-text'}
          >
            <ConversationAvatar view={view} status={status} />
            <span className="min-w-0 grow leading-tight">
              <span dir="auto" className="block truncate text-left">
                {view.title}
              </span>
              {view.isGroup && (
                <span className="block truncate text-xs font-normal text-muted">
                  {plural(conversation.participants.length, { one: '# person', other: '# people' })}
                </span>
              )}
            </span>
            {status && <span className="sr-only">, {presenceLabel(status)}</span>}
            {muted && <BellOff aria-label={t`Muted`} className="size-3.5 shrink-0" />}
            <UnreadBadge {...attention} />
          </Link>
        }
      >
        {(opened) => (
          <ConversationMenuPanel
            {...opened}
            subject={subject}
            {...(view.isGroup && { onLeave: () => setLeaving(true) })}
          />
        )}
      </ContextMenu>
      {view.isGroup && <LeaveGroupDialog conversation={conversation} open={leaving} onOpenChange={setLeaving} />}
    </li>
  )
}

function ConversationListSkeleton() {
  return (
    <SkeletonGroup label={t`Loading conversations`} className="flex flex-col gap-3 p-2">
      {['w-24', 'w-32', 'w-20', 'w-28'].map((width) => (
        <div key={width} className="flex items-center gap-2.5">
          <Skeleton className="size-8 rounded-full" />
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </SkeletonGroup>
  )
}
