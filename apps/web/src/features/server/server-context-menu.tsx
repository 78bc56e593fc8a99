import { t } from '@lingui/core/macro'
import type { Server } from '@parley/contracts/server'
import { useNavigate } from '@tanstack/react-router'
import { DoorOpen, Settings } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ContextMenu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { ChatMenuItems } from '../notification/chat-menu-items.tsx'
import { useSelf } from '../user/user-queries.ts'
import { LeaveServerDialog } from './lazy-dialogs.ts'

/** A server on the rail with the menu of its right click, long press or menu key. */
export function ServerContextMenu({ server, trigger }: { server: Server; trigger: ReactNode }) {
  const isOwner = useSelf().id === server.ownerId
  const navigate = useNavigate()
  const [leaving, setLeaving] = useState(false)
  return (
    <>
      <ContextMenu trigger={trigger}>
        <ChatMenuItems subject={{ kind: 'server', serverId: server.id }} />
        <MenuSeparator />
        {isOwner ? (
          <MenuItem
            icon={<Settings />}
            onSelect={() => void navigate({ to: '/servers/$serverId/settings', params: { serverId: server.id } })}
          >
            {t`Server settings`}
          </MenuItem>
        ) : (
          <MenuItem icon={<DoorOpen />} tone="danger" onSelect={() => setLeaving(true)}>
            {t`Leave server`}
          </MenuItem>
        )}
      </ContextMenu>
      {!isOwner && <LeaveServerDialog server={server} open={leaving} onOpenChange={setLeaving} />}
    </>
  )
}
