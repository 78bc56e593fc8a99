import { t } from '@lingui/core/macro'
import { Settings } from 'lucide-react'
import { settingsPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { soonPart } from '../../ui/lazy-part.tsx'
import { Menu } from '../../ui/menu.tsx'
import { presenceLabel } from '../../ui/presence-dot.tsx'
import { useChosenStatus } from '../presence/own-presence.ts'
import { useSelf } from './user-queries.ts'

const StatusMenuPanel = soonPart(() => import('./status-menu-panel.tsx').then((module) => module.StatusMenuPanel))

/** Oneself, at the bottom of the sidebar: status, settings, the way out. */
export function UserPanel() {
  const self = useSelf()
  const status = useChosenStatus()
  return (
    <section
      aria-label={t`You`}
      className="flex shrink-0 items-center gap-1 border-t border-line bg-rail p-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))] [--avatar-ground:var(--color-rail)]"
    >
      <Menu
        trigger={
          <button
            type="button"
            className="flex min-w-0 grow items-center gap-2.5 rounded-lg p-1.5 text-left hover:bg-hover data-[state=open]:bg-hover"
          >
            <Avatar user={self} size={34} status={status} />
            <span className="min-w-0 grow leading-tight">
              <span className="block truncate text-sm font-semibold">
                <bdi>{self.displayName}</bdi>
                <span className="sr-only">, </span>
              </span>
              <span className="block truncate text-xs text-muted">{presenceLabel(status)}</span>
              <span className="sr-only">. {t`Change your status`}</span>
            </span>
          </button>
        }
      >
        {(opened) => <StatusMenuPanel {...opened} />}
      </Menu>
      <IconButton label={t`Settings`} onClick={() => void navigate(settingsPath())}>
        <Settings />
      </IconButton>
    </section>
  )
}
