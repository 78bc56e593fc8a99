import type { Channel } from '@parley/contracts/channel'
import type { ServerDetail } from '@parley/contracts/server'
import { Link } from '@tanstack/react-router'
import { Hash, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ContextMenu, MenuItem } from '../../ui/menu.tsx'
import { useUnread } from '../read-state/unread.ts'
import { useSelf } from '../user/user-queries.ts'
import { textChannels } from './channel-queries.ts'
import { CreateChannelDialog } from './create-channel-dialog.tsx'
import { DeleteChannelDialog } from './delete-channel-dialog.tsx'
import { EditChannelDialog } from './edit-channel-dialog.tsx'

/** A server's text channels, with what is unread in each. */
export function ChannelList({ server }: { server: ServerDetail }) {
  const isOwner = useSelf().id === server.ownerId
  const [creating, setCreating] = useState(false)
  const channels = textChannels(server.channels)
  return (
    <nav aria-label="Channels" className="flex flex-col px-2 py-3">
      <div className="mb-1 flex min-h-7 items-center justify-between pl-2">
        <h2 className="text-[0.8125rem] font-semibold text-muted">Text channels</h2>
        {isOwner && (
          <IconButton label="Create channel" size="small" onClick={() => setCreating(true)}>
            <Plus />
          </IconButton>
        )}
      </div>
      <ul className="flex flex-col gap-0.5">
        {channels.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} canManage={isOwner} />
        ))}
      </ul>
      {channels.length === 0 && (
        <p className="px-2 py-1 text-sm text-muted">
          {isOwner ? 'No channels yet. Create the first one with the plus.' : 'No channels yet.'}
        </p>
      )}
      <CreateChannelDialog server={server} open={creating} onOpenChange={setCreating} />
    </nav>
  )
}

function ChannelRow({ channel, canManage }: { channel: Channel; canManage: boolean }) {
  const unread = useUnread(channel.id)
  const [dialog, setDialog] = useState<'edit' | 'delete'>()
  const dialogProps = (name: typeof dialog) => ({
    channel,
    open: dialog === name,
    onOpenChange: (open: boolean) => setDialog(open ? name : undefined),
  })
  return (
    <li>
      <ContextMenu
        disabled={!canManage}
        trigger={
          <Link
            to="/channels/$serverId/$channelId"
            params={{ serverId: channel.serverId, channelId: channel.id }}
            className="flex min-h-9 items-center gap-2 rounded-lg px-2 -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
            activeProps={{ className: 'bg-active text-text font-medium' }}
            inactiveProps={{ className: unread > 0 ? 'font-semibold text-text' : 'text-muted hover:text-text' }}
          >
            <Hash aria-hidden className="size-4.5 shrink-0 opacity-70" />
            <span className={classNames('min-w-0 grow truncate')}>{channel.name}</span>
            <Badge count={unread} label={`${unread} unread`} />
          </Link>
        }
      >
        <MenuItem icon={<Pencil />} onSelect={() => setDialog('edit')}>
          Edit channel
        </MenuItem>
        <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => setDialog('delete')}>
          Delete channel
        </MenuItem>
      </ContextMenu>
      {canManage && (
        <>
          <EditChannelDialog {...dialogProps('edit')} />
          <DeleteChannelDialog {...dialogProps('delete')} />
        </>
      )}
    </li>
  )
}
