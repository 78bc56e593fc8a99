import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { ArrowUpDown, Pencil, Trash2 } from 'lucide-react'
import type { OpenedMenuProps } from '../../ui/menu.tsx'
import { MenuItem, MenuSeparator, SubMenu } from '../../ui/menu-items.tsx'
import { MenuPanel } from '../../ui/menu-panel.tsx'
import { toastSuccess } from '../../ui/toaster.tsx'
import { ChatMenuItems, CopyLinkItem } from '../notification/chat-menu-items.tsx'
import { kindOf } from './channel-queries.ts'
import { MoveChannelItems } from './move-channel-items.tsx'

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
          <SubMenu icon={<ArrowUpDown />} label={t`Move`}>
            <MoveChannelItems channel={channel} onMoved={toastSuccess} />
          </SubMenu>
          <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => onChoose('delete')}>
            {t`Delete channel`}
          </MenuItem>
        </>
      )}
    </MenuPanel>
  )
}
