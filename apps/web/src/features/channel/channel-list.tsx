import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import type { ServerDetail } from '@parley/contracts/server'
import { BellOff, Hash } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { useParam } from '../../app/router/place.ts'
import { useNotificationSettings } from '../notification/notification-settings.ts'
import { useChannelAttention } from '../read-state/attention.ts'
import { MoreUnread, unreadRow, useUnreadOutOfSight } from '../read-state/more-unread.tsx'
import { useUnreadChannelIds } from '../read-state/unread.ts'
import { UnreadBadge } from '../read-state/unread-badge.tsx'
import { useSelf } from '../user/user-queries.ts'
import { ChannelGroup } from './channel-group.tsx'
import { textChannels } from './channel-queries.ts'
import { ChannelRow } from './channel-row.tsx'
import { useIsCollapsed } from './collapsed-channels.ts'
import { ChannelDrag } from './lazy-drag.ts'

/** A server's text channels, with what is unread in each. */
export function ChannelList({ server }: { server: ServerDetail }) {
  const isOwner = useSelf().id === server.ownerId
  const channelId = useParam('channelId')
  const isCollapsed = useIsCollapsed(server.id, 'text')
  const unreadIds = useUnreadChannelIds(server.id)
  const list = useRef<HTMLElement>(null)
  const hidden = useUnreadOutOfSight(list, unreadIds.join())
  const channels = textChannels(server.channels)
  const shown = isCollapsed ? channels.filter(({ id }) => id === channelId || unreadIds.includes(id)) : channels

  // biome-ignore lint/correctness/useExhaustiveDependencies: another channel is open, by whatever way
  useEffect(() => {
    list.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' })
  }, [channelId])

  return (
    <nav ref={list} aria-label={t`Channels`} className="flex flex-col px-2 py-3">
      {hidden.above && <MoreUnread side="above" list={list} />}
      <ChannelGroup
        server={server}
        kind="text"
        createLabel={isOwner ? t`Create channel` : undefined}
        heading={t`Text channels`}
      >
        {shown.map((channel) => (
          <TextChannel key={channel.id} channel={channel} canManage={isOwner} />
        ))}
      </ChannelGroup>
      {channels.length === 0 && (
        <p className="px-2 py-1 text-sm text-muted">
          {isOwner ? t`No channels yet. Create the first one with the plus.` : t`No channels yet.`}
        </p>
      )}
      {hidden.below && <MoreUnread side="below" list={list} />}
    </nav>
  )
}

/** Drawn anew for its own sake alone, not because another channel is open. */
const TextChannel = memo(function TextChannel({ channel, canManage }: { channel: Channel; canManage: boolean }) {
  const attention = useChannelAttention(channel.id)
  const { muted } = useNotificationSettings({ kind: 'channel', channelId: channel.id, serverId: channel.serverId })
  const isUnread = attention.unread > 0
  const row = useRef<HTMLLIElement>(null)
  return (
    <li
      ref={row}
      className="relative has-data-dragged:opacity-40 [contain-intrinsic-block-size:auto_2.25rem] [content-visibility:auto] pointer-coarse:[contain-intrinsic-block-size:auto_2.75rem]"
      {...(isUnread && unreadRow)}
    >
      {canManage && <ChannelDrag channel={channel} row={row} />}
      <ChannelRow
        channel={channel}
        canManage={canManage}
        icon={<Hash aria-hidden className="size-4.5 shrink-0 opacity-70" />}
        isUnread={isUnread}
      >
        {muted && <BellOff aria-label={t`Muted`} className="size-3.5 shrink-0" />}
        <UnreadBadge {...attention} />
      </ChannelRow>
    </li>
  )
})
