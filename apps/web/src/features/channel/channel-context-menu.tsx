import type { Channel } from '@parley/contracts/channel'
import { type ReactNode, useState } from 'react'
import { soonPart } from '../../ui/lazy-part.tsx'
import { ContextMenu } from '../../ui/menu.tsx'
import { DeleteChannelDialog, EditChannelDialog } from './lazy-dialogs.ts'

const ChannelMenuPanel = soonPart(() => import('./channel-menu-panel.tsx').then((module) => module.ChannelMenuPanel))

export interface ChannelContextMenuProps {
  channel: Channel
  /** Whether it may be changed and deleted. */
  canManage: boolean
  /** The channel's link. */
  trigger: ReactNode
}

/** The menu of a channel in its server's list. */
export function ChannelContextMenu({ channel, canManage, trigger }: ChannelContextMenuProps) {
  const [dialog, setDialog] = useState<'edit' | 'delete'>()
  const close = () => setDialog(undefined)
  return (
    <>
      <ContextMenu trigger={trigger}>
        {(opened) => <ChannelMenuPanel {...opened} channel={channel} canManage={canManage} onChoose={setDialog} />}
      </ContextMenu>
      {dialog === 'edit' && <EditChannelDialog channel={channel} open onOpenChange={close} />}
      {dialog === 'delete' && <DeleteChannelDialog channel={channel} open onOpenChange={close} />}
    </>
  )
}
