import { t } from '@lingui/core/macro'
import { Copy, Hash, Link, MailOpen, Pencil, Trash2 } from 'lucide-react'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import type { OpenedMenuProps } from '../../ui/menu.tsx'
import { MenuItem, MenuSeparator } from '../../ui/menu-items.tsx'
import { MenuPanel } from '../../ui/menu-panel.tsx'
import { useMessageActions } from './message-actions.ts'

export interface MessageMenuPanelProps extends Omit<OpenedMenuProps, 'onLoadFailed'> {
  message: CachedMessage
}

/** Everything one can do with a message. */
export function MessageMenuPanel({ message, ...opened }: MessageMenuPanelProps) {
  const { selfId } = useRealtime()
  const actions = useMessageActions()
  const isOwn = message.author.id === selfId
  return (
    <MenuPanel {...opened} align="end">
      {isOwn && (
        <MenuItem icon={<Pencil />} onSelect={() => actions.edit(message)}>
          {t`Edit`}
        </MenuItem>
      )}
      <MenuItem icon={<Copy />} onSelect={() => void actions.copy(message)}>
        {t`Copy text`}
      </MenuItem>
      <MenuItem icon={<Link />} onSelect={() => void actions.copyLink(message)}>
        {t`Copy link`}
      </MenuItem>
      <MenuItem icon={<MailOpen />} onSelect={() => actions.markUnread(message)}>
        {t`Mark as unread from here`}
      </MenuItem>
      <MenuItem icon={<Hash />} onSelect={() => void actions.copyId(message)}>
        {t`Copy ID`}
      </MenuItem>
      {isOwn && (
        <>
          <MenuSeparator />
          <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => actions.remove(message, false)}>
            {t`Delete`}
          </MenuItem>
        </>
      )}
    </MenuPanel>
  )
}
