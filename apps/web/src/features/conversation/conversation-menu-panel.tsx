import { t } from '@lingui/core/macro'
import { LogOut } from 'lucide-react'
import type { OpenedMenuProps } from '../../ui/menu.tsx'
import { MenuItem, MenuSeparator } from '../../ui/menu-items.tsx'
import { MenuPanel } from '../../ui/menu-panel.tsx'
import { ChatMenuItems } from '../notification/chat-menu-items.tsx'
import type { NotificationSubject } from '../notification/notification-settings.ts'

export interface ConversationMenuPanelProps extends Omit<OpenedMenuProps, 'onLoadFailed'> {
  subject: NotificationSubject
  /** For groups. */
  onLeave?: () => void
}

/** What one can do with a conversation of the list. */
export function ConversationMenuPanel({ subject, onLeave, ...opened }: ConversationMenuPanelProps) {
  return (
    <MenuPanel {...opened}>
      <ChatMenuItems subject={subject} />
      {onLeave && (
        <>
          <MenuSeparator />
          <MenuItem icon={<LogOut />} tone="danger" onSelect={onLeave}>
            {t`Leave group`}
          </MenuItem>
        </>
      )}
    </MenuPanel>
  )
}
