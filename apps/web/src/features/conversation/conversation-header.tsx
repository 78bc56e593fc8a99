import { plural, t } from '@lingui/core/macro'
import type { Conversation } from '@parley/contracts/conversation'
import type { User } from '@parley/contracts/user'
import { EllipsisVertical, Users } from 'lucide-react'
import { useState } from 'react'
import { PageHeader } from '../../app/page-header.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { soonPart } from '../../ui/lazy-part.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Popover } from '../../ui/popover.tsx'
import { presenceLabel } from '../../ui/presence-dot.tsx'
import { CallButton } from '../call/conversation-call.tsx'
import { formatMoment } from '../message/time.ts'
import { useLastSeen, usePresence } from '../presence/presence-store.ts'
import { UserPopover } from '../user/user-popover.tsx'
import { ConversationAvatar } from './conversation-avatar.tsx'
import type { ConversationView } from './describe-conversation.ts'
import type { GroupAction } from './group-menu-panel.tsx'
import { AddPeopleDialog, LeaveGroupDialog, RenameGroupDialog } from './lazy-dialogs.ts'

const GroupMenuPanel = soonPart(() => import('./group-menu-panel.tsx').then((module) => module.GroupMenuPanel))

export interface ConversationHeaderProps {
  conversation: Conversation
  view: ConversationView
}

/** The bar above a conversation: who it is with, and for groups what one can do. */
export function ConversationHeader({ conversation, view }: ConversationHeaderProps) {
  return (
    <PageHeader
      back="/conversations"
      actions={
        <>
          <CallButton conversationId={conversation.id} />
          {view.isGroup && <GroupActions conversation={conversation} />}
        </>
      }
    >
      {view.isGroup ? <GroupTitle view={view} /> : <PartnerTitle view={view} />}
    </PageHeader>
  )
}

function PartnerTitle({ view }: { view: ConversationView }) {
  const [partner] = view.others
  const status = usePresence(partner?.id ?? '')
  const lastSeenAt = useLastSeen(partner?.id ?? '')
  if (!partner) return <Title>{view.title}</Title>
  return (
    <h1 className="min-w-0 font-semibold">
      <UserPopover
        user={partner}
        side="bottom"
        trigger={
          <button
            type="button"
            className="flex max-w-full items-center gap-2.5 rounded-lg px-1.5 py-1 text-left hover:bg-hover"
          >
            <ConversationAvatar view={view} size={30} status={status} />
            <span className="min-w-0 leading-tight">
              <span dir="auto" className="block truncate text-left">
                {view.title}
              </span>
              {status && (
                <span className="block truncate text-xs font-normal text-muted">
                  {status === 'offline' && lastSeenAt
                    ? t`Last online ${formatMoment(new Date(lastSeenAt))}`
                    : presenceLabel(status)}
                </span>
              )}
            </span>
          </button>
        }
      />
    </h1>
  )
}

function Title({ children }: { children: string }) {
  return (
    <h1 dir="auto" className="min-w-0 truncate font-semibold">
      {children}
    </h1>
  )
}

function GroupTitle({ view }: { view: ConversationView }) {
  return (
    <>
      <ConversationAvatar view={view} size={30} />
      <Title>{view.title}</Title>
    </>
  )
}

function GroupActions({ conversation }: { conversation: Conversation }) {
  const [dialog, setDialog] = useState<GroupAction>()
  const dialogProps = (name: typeof dialog) => ({
    conversation,
    open: dialog === name,
    onOpenChange: (open: boolean) => setDialog(open ? name : undefined),
  })
  return (
    <>
      <Popover
        label={t`People in this group`}
        align="end"
        className="p-2"
        trigger={
          <IconButton label={t`People in this group`} side="bottom">
            <Users />
          </IconButton>
        }
      >
        <h2 className="px-2 pt-1 pb-2 text-sm font-semibold text-muted">
          {plural(conversation.participants.length, { one: '# person', other: '# people' })}
        </h2>
        <ul>
          {conversation.participants.map((participant) => (
            <ParticipantRow key={participant.id} user={participant} />
          ))}
        </ul>
      </Popover>
      <Menu
        trigger={
          <IconButton label={t`More`} side="bottom">
            <EllipsisVertical />
          </IconButton>
        }
      >
        {(opened) => <GroupMenuPanel {...opened} onChoose={setDialog} />}
      </Menu>
      <RenameGroupDialog {...dialogProps('rename')} />
      <AddPeopleDialog {...dialogProps('add')} />
      <LeaveGroupDialog {...dialogProps('leave')} />
    </>
  )
}

function ParticipantRow({ user }: { user: User }) {
  const status = usePresence(user.id)
  return (
    <li>
      <UserPopover
        user={user}
        side="left"
        trigger={
          <button
            type="button"
            className="flex min-h-10 w-full items-center gap-2.5 rounded-lg px-2 text-start -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
          >
            <Avatar user={user} size={28} status={status} />
            <span dir="auto" className="min-w-0 truncate">
              {user.displayName}
            </span>
            {status && <span className="sr-only">, {presenceLabel(status)}</span>}
          </button>
        }
      />
    </li>
  )
}
