import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { Pencil, Trash2 } from 'lucide-react'
import type { OpenedMenuProps } from '../../ui/menu.tsx'
import { MenuItem, MenuSeparator } from '../../ui/menu-items.tsx'
import { MenuPanel } from '../../ui/menu-panel.tsx'
import { ChatMenuItems, CopyLinkItem } from '../notification/chat-menu-items.tsx'
import { kindOf } from './channel-queries.ts'

export interface ChannelMenuPanelProps extends Omit<OpenedMenuProps, 'onLoadFailed'> {
  channel: Channel
  canManage: boolean
  onChoose: (action: 'edit' | 'delete') => void
}

/** What one can do with a channel of the list. */
export function ChannelMenuPanel({ channel, canManage, onChoose, ...opened }: ChannelMenuPanelProps) {
  const { id: channelId, serverId } = channel
  return (
    <MenuPanel {...opened}>
      {kindOf(channel) === 'voice' ? (
        <CopyLinkItem path={`/channels/${serverId}/${channelId}`} />
      ) : (
        <ChatMenuItems subject={{ kind: 'channel', channelId, serverId }} />
      )}
      {canManage && (
        <>
          <MenuSeparator />
          <MenuItem icon={<Pencil />} onSelect={() => onChoose('edit')}>
            {t`Edit channel`}
          </MenuItem>
          <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => onChoose('delete')}>
            {t`Delete channel`}
          </MenuItem>
        </>
      )}
    </MenuPanel>
  )
}
