import { t } from '@lingui/core/macro'
import type { ChosenStatus } from '@parley/contracts/user'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Settings } from 'lucide-react'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, MenuItem, MenuRadioGroup, MenuSeparator } from '../../ui/menu.tsx'
import { PresenceDot, presenceLabel } from '../../ui/presence-dot.tsx'
import { useSignOut } from '../auth/use-sign-out.ts'
import { chooseStatus, useChosenStatus } from '../presence/own-presence.ts'
import { useSelf } from './user-queries.ts'

function describeStatuses(): { value: ChosenStatus; hint?: string }[] {
  return [
    { value: 'online' },
    { value: 'idle' },
    { value: 'dnd', hint: t`Others see that you would rather not be disturbed` },
  ]
}

/** Oneself, at the bottom of the sidebar: status, settings, the way out. */
export function UserPanel() {
  const self = useSelf()
  const status = useChosenStatus()
  const navigate = useNavigate()
  const signOut = useSignOut()
  return (
    <section
      aria-label={t`You`}
      className="flex shrink-0 items-center gap-1 border-t border-line bg-rail p-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))] [--avatar-ground:var(--color-rail)]"
    >
      <Menu
        side="top"
        className="w-64"
        trigger={
          <button
            type="button"
            className="flex min-w-0 grow items-center gap-2.5 rounded-lg p-1.5 text-left hover:bg-hover data-[state=open]:bg-hover"
          >
            <Avatar user={self} size={34} status={status} />
            <span className="min-w-0 grow leading-tight">
              <span className="block truncate text-sm font-semibold">
                {self.displayName}
                <span className="sr-only">, </span>
              </span>
              <span className="block truncate text-xs text-muted">{presenceLabel(status)}</span>
              <span className="sr-only">. {t`Change your status`}</span>
            </span>
          </button>
        }
      >
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
      </Menu>
      <IconButton label={t`Settings`} onClick={() => void navigate({ to: '/settings' })}>
        <Settings />
      </IconButton>
    </section>
  )
}
