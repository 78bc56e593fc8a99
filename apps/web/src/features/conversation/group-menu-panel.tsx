import { t } from '@lingui/core/macro'
import { LogOut, Pencil, UserPlus } from 'lucide-react'
import type { OpenedMenuProps } from '../../ui/menu.tsx'
import { MenuItem, MenuSeparator } from '../../ui/menu-items.tsx'
import { MenuPanel } from '../../ui/menu-panel.tsx'

export type GroupAction = 'rename' | 'add' | 'leave'

export interface GroupMenuPanelProps extends Omit<OpenedMenuProps, 'onLoadFailed'> {
  onChoose: (action: GroupAction) => void
}

/** What one can do about the open group. */
export function GroupMenuPanel({ onChoose, ...opened }: GroupMenuPanelProps) {
  return (
    <MenuPanel {...opened} align="end">
      <MenuItem icon={<Pencil />} onSelect={() => onChoose('rename')}>
        {t`Rename group`}
      </MenuItem>
      <MenuItem icon={<UserPlus />} onSelect={() => onChoose('add')}>
        {t`Add people`}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut />} tone="danger" onSelect={() => onChoose('leave')}>
        {t`Leave group`}
      </MenuItem>
    </MenuPanel>
  )
}
