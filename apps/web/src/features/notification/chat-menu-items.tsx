import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { CheckCheck, Link2 } from 'lucide-react'
import { unreadCount } from '../../realtime/unread-list.ts'
import { copyText } from '../../ui/copy-text.ts'
import { MenuItem, MenuSeparator } from '../../ui/menu-items.tsx'
import { toastError, toastSuccess } from '../../ui/toaster.tsx'
import { chatPath } from '../message/message-link.ts'
import { unreadQuery } from '../read-state/unread.ts'
import { belongsTo, useMarkRead } from './mark-read.ts'
import { NotificationMenuItems } from './notification-menu-items.tsx'
import type { NotificationSubject } from './notification-settings.ts'

/** What every menu of a server, a channel or a conversation begins with: mark as read, mute, notifications, the link. */
export function ChatMenuItems({ subject }: { subject: NotificationSubject }) {
  const markRead = useMarkSubjectRead(subject)
  const path = subject.kind === 'server' ? `/channels/${subject.serverId}` : chatPath(subject)
  return (
    <>
      <MenuItem icon={<CheckCheck />} disabled={markRead === undefined} onSelect={() => markRead?.()}>
        {t`Mark as read`}
      </MenuItem>
      <MenuSeparator />
      <NotificationMenuItems subject={subject} />
      <MenuSeparator />
      <CopyLinkItem path={path} />
    </>
  )
}

/** Copies the address of a page of ours. */
export function CopyLinkItem({ path }: { path: string }) {
  return (
    <MenuItem icon={<Link2 />} onSelect={() => void copyLink(location.origin + path)}>
      {t`Copy link`}
    </MenuItem>
  )
}

async function copyLink(link: string): Promise<void> {
  if (await copyText(link)) toastSuccess(t`Link copied.`)
  else toastError(t`The link could not be copied.`)
}

/** Marks everything in it as read; undefined when there is nothing to read. */
function useMarkSubjectRead(subject: NotificationSubject): (() => void) | undefined {
  const { data: hasUnread } = useQuery({
    ...unreadQuery,
    select: (list) => list.some((state) => belongsTo(state, subject) && unreadCount(state) > 0),
  })
  const markRead = useMarkRead()
  return hasUnread ? () => markRead(subject) : undefined
}
