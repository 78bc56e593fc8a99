import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import type { ServerDetail } from '@parley/contracts/server'
import { BellOff, ChevronDown, Hash, Plus } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { channelPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { useParam } from '../../app/router/place.ts'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useNotificationSettings } from '../notification/notification-settings.ts'
import { useChannelAttention } from '../read-state/attention.ts'
import { useUnreadChannelIds } from '../read-state/unread.ts'
import { UnreadBadge } from '../read-state/unread-badge.tsx'
import { useSelf } from '../user/user-queries.ts'
import { ChannelContextMenu } from './channel-context-menu.tsx'
import { textChannels } from './channel-queries.ts'
import { toggleCollapsed, useIsCollapsed } from './collapsed-channels.ts'
import { CreateChannelDialog } from './lazy-dialogs.ts'
import { MoreUnread, unreadRow, useUnreadOutOfSight } from './more-unread.tsx'

/** A server's text channels, with what is unread in each. */
export function ChannelList({ server }: { server: ServerDetail }) {
  const isOwner = useSelf().id === server.ownerId
  const channelId = useParam('channelId')
  const isCollapsed = useIsCollapsed(server.id)
  const unreadIds = useUnreadChannelIds(server.id)
  const list = useRef<HTMLElement>(null)
  const hidden = useUnreadOutOfSight(list, unreadIds.join())
  const [isCreating, setCreating] = useState(false)
  const channels = textChannels(server.channels)
  const shown = isCollapsed ? channels.filter(({ id }) => id === channelId || unreadIds.includes(id)) : channels

  // biome-ignore lint/correctness/useExhaustiveDependencies: another channel is open, by whatever way
  useEffect(() => {
    list.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' })
  }, [channelId])

  return (
    <nav ref={list} aria-label={t`Channels`} className="flex flex-col px-2 py-3">
      {hidden.above && <MoreUnread side="above" list={list} />}
      <div className="mb-1 flex min-h-7 items-center justify-between">
        <h2 className="min-w-0 text-[0.8125rem] font-semibold text-muted">
          <button
            type="button"
            aria-expanded={!isCollapsed}
            className="flex min-h-7 items-center gap-1 rounded-md pr-2 pl-0.5 hover:text-text pointer-coarse:min-h-11"
            onClick={() => toggleCollapsed(server.id)}
          >
            <ChevronDown
              aria-hidden
              className={classNames('size-3.5 transition-transform', isCollapsed && '-rotate-90')}
            />
            {t`Text channels`}
          </button>
        </h2>
        {isOwner && (
          <IconButton label={t`Create channel`} size="small" onClick={() => setCreating(true)}>
            <Plus />
          </IconButton>
        )}
      </div>
      <ul className="flex flex-col gap-0.5">
        {shown.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} canManage={isOwner} />
        ))}
      </ul>
      {channels.length === 0 && (
        <p className="px-2 py-1 text-sm text-muted">
          {isOwner ? t`No channels yet. Create the first one with the plus.` : t`No channels yet.`}
        </p>
      )}
      {hidden.below && <MoreUnread side="below" list={list} />}
      <CreateChannelDialog server={server} open={isCreating} onOpenChange={setCreating} />
    </nav>
  )
}

/** Drawn anew for its own sake alone, not because another channel is open. */
const ChannelRow = memo(function ChannelRow({ channel, canManage }: { channel: Channel; canManage: boolean }) {
  const attention = useChannelAttention(channel.id)
  const subject = { kind: 'channel', channelId: channel.id, serverId: channel.serverId } as const
  const { muted } = useNotificationSettings(subject)
  return (
    <li
      className="[contain-intrinsic-block-size:auto_2.25rem] [content-visibility:auto] pointer-coarse:[contain-intrinsic-block-size:auto_2.75rem]"
      {...(attention.unread > 0 && unreadRow)}
    >
      <ChannelContextMenu
        channel={channel}
        canManage={canManage}
        trigger={
          <Link
            to={channelPath(channel.serverId, channel.id)}
            className="flex min-h-9 items-center gap-2 rounded-lg px-2 -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
            activeClassName="bg-active text-text font-medium"
            inactiveClassName={attention.unread > 0 ? 'font-semibold text-text' : 'text-muted hover:text-text'}
          >
            <Hash aria-hidden className="size-4.5 shrink-0 opacity-70" />
            <span dir="auto" className="min-w-0 grow truncate text-left">
              {channel.name}
            </span>
            {muted && <BellOff aria-label={t`Muted`} className="size-3.5 shrink-0" />}
            <UnreadBadge {...attention} />
          </Link>
        }
      />
    </li>
  )
})
