import { t } from '@lingui/core/macro'
import type { Server } from '@parley/contracts/server'
import { DoorOpen, Hash, Settings, UserPlus } from 'lucide-react'
import { serverSettingsPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import type { OpenedMenuProps } from '../../ui/menu.tsx'
import { MenuItem, MenuSeparator } from '../../ui/menu-items.tsx'
import { MenuPanel } from '../../ui/menu-panel.tsx'
import { ChatMenuItems } from '../notification/chat-menu-items.tsx'
import { useSelf } from '../user/user-queries.ts'

export type ServerAction = 'invite' | 'create-channel' | 'leave'

export interface ServerMenuPanelProps extends Omit<OpenedMenuProps, 'onLoadFailed'> {
  server: Server
  onChoose: (action: ServerAction) => void
}

/** What one can do about the open server. */
export function ServerMenuPanel({ server, onChoose, ...opened }: ServerMenuPanelProps) {
  const isOwner = useSelf().id === server.ownerId
  return (
    <MenuPanel {...opened} className="w-58">
      <MenuItem icon={<UserPlus />} onSelect={() => onChoose('invite')}>
        {t`Invite people`}
      </MenuItem>
      {isOwner && (
        <>
          <MenuItem icon={<Hash />} onSelect={() => onChoose('create-channel')}>
            {t`Create channel`}
          </MenuItem>
          <SettingsItem serverId={server.id} />
        </>
      )}
      <MenuSeparator />
      <ChatMenuItems subject={{ kind: 'server', serverId: server.id }} />
      {!isOwner && (
        <>
          <MenuSeparator />
          <LeaveItem onSelect={() => onChoose('leave')} />
        </>
      )}
    </MenuPanel>
  )
}

export interface ServerContextMenuPanelProps extends Omit<OpenedMenuProps, 'onLoadFailed'> {
  server: Server
  onLeave: () => void
}

/** What one can do about a server on the rail. */
export function ServerContextMenuPanel({ server, onLeave, ...opened }: ServerContextMenuPanelProps) {
  const isOwner = useSelf().id === server.ownerId
  return (
    <MenuPanel {...opened}>
      <ChatMenuItems subject={{ kind: 'server', serverId: server.id }} />
      <MenuSeparator />
      {isOwner ? <SettingsItem serverId={server.id} /> : <LeaveItem onSelect={onLeave} />}
    </MenuPanel>
  )
}

function SettingsItem({ serverId }: { serverId: string }) {
  return (
    <MenuItem icon={<Settings />} onSelect={() => void navigate(serverSettingsPath(serverId))}>
      {t`Server settings`}
    </MenuItem>
  )
}

function LeaveItem({ onSelect }: { onSelect: () => void }) {
  return (
    <MenuItem icon={<DoorOpen />} tone="danger" onSelect={onSelect}>
      {t`Leave server`}
    </MenuItem>
  )
}
