import { t } from '@lingui/core/macro'
import type { ChosenStatus } from '@parley/contracts/user'
import { LogOut } from 'lucide-react'
import type { OpenedMenuProps } from '../../ui/menu.tsx'
import { MenuItem, MenuRadioGroup, MenuSeparator } from '../../ui/menu-items.tsx'
import { MenuPanel } from '../../ui/menu-panel.tsx'
import { PresenceDot, presenceLabel } from '../../ui/presence-dot.tsx'
import { useSignOut } from '../auth/use-sign-out.ts'
import { chooseStatus, useChosenStatus } from '../presence/own-presence.ts'

function describeStatuses(): { value: ChosenStatus; hint?: string }[] {
  return [
    { value: 'online' },
    { value: 'idle' },
    { value: 'dnd', hint: t`Others see that you would rather not be disturbed` },
  ]
}

/** One's status, and the way out. */
export function StatusMenuPanel(opened: Omit<OpenedMenuProps, 'onLoadFailed'>) {
  const status = useChosenStatus()
  const signOut = useSignOut()
  return (
    <MenuPanel {...opened} side="top" className="w-64">
      <MenuRadioGroup
        label={t`Status`}
        value={status}
        onChange={chooseStatus}
        options={describeStatuses().map((option) => ({
          ...option,
          label: presenceLabel(option.value),
          icon: <PresenceDot status={option.value} />,
        }))}
      />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} tone="danger" onSelect={() => signOut.mutate()}>
        {t`Sign out`}
      </MenuItem>
    </MenuPanel>
  )
}
