import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ContextMenu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { DeleteChannelDialog, EditChannelDialog } from './lazy-dialogs.ts'

export interface ChannelContextMenuProps {
  channel: Channel
  /** Whether it may be changed and deleted. */
  canManage: boolean
  /** The channel's link. */
  trigger: ReactNode
  /** What everybody can do with it. */
  children: ReactNode
}

/** The menu of a channel in its server's list. */
export function ChannelContextMenu({ channel, canManage, trigger, children }: ChannelContextMenuProps) {
  const [dialog, setDialog] = useState<'edit' | 'delete'>()
  const close = () => setDialog(undefined)
  return (
    <>
      <ContextMenu trigger={trigger}>
        {children}
        {canManage && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Pencil />} onSelect={() => setDialog('edit')}>
              {t`Edit channel`}
            </MenuItem>
            <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => setDialog('delete')}>
              {t`Delete channel`}
            </MenuItem>
          </>
        )}
      </ContextMenu>
      {dialog === 'edit' && <EditChannelDialog channel={channel} open onOpenChange={close} />}
      {dialog === 'delete' && <DeleteChannelDialog channel={channel} open onOpenChange={close} />}
    </>
  )
}
