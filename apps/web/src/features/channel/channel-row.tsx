import type { Channel } from '@parley/contracts/channel'
import type { ReactNode } from 'react'
import { channelPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { ChannelContextMenu } from './channel-context-menu.tsx'

export interface ChannelRowProps {
  channel: Channel
  /** Whether it may be changed and deleted. */
  canManage: boolean
  icon: ReactNode
  isUnread?: boolean
  onClick?: () => void
  /** What stands after its name. */
  children?: ReactNode
}

/** A channel in its server's list: the link to it, with its menu. */
export function ChannelRow({ channel, canManage, icon, isUnread = false, onClick, children }: ChannelRowProps) {
  return (
    <ChannelContextMenu
      channel={channel}
      canManage={canManage}
      trigger={
        <Link
          to={channelPath(channel.serverId, channel.id)}
          // The row can be dragged instead.
          {...(canManage && { draggable: false })}
          className="flex min-h-9 items-center gap-2 rounded-lg px-2 -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
          activeClassName="bg-active text-text font-medium"
          inactiveClassName={isUnread ? 'font-semibold text-text' : 'text-muted hover:text-text'}
          {...(onClick && { onClick })}
        >
          {icon}
          <span dir="auto" className="min-w-0 grow truncate text-left">
            {channel.name}
          </span>
          {children}
        </Link>
      }
    />
  )
}
