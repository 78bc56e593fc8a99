import type { Server } from '@parley/contracts/server'
import { type ReactNode, useState } from 'react'
import { soonPart } from '../../ui/lazy-part.tsx'
import { ContextMenu } from '../../ui/menu.tsx'
import { useSelf } from '../user/user-queries.ts'
import { LeaveServerDialog } from './lazy-dialogs.ts'

const ServerContextMenuPanel = soonPart(() =>
  import('./server-menu-panels.tsx').then((module) => module.ServerContextMenuPanel),
)

/** A server on the rail with the menu of its right click, long press or menu key. */
export function ServerContextMenu({ server, trigger }: { server: Server; trigger: ReactNode }) {
  const isOwner = useSelf().id === server.ownerId
  const [leaving, setLeaving] = useState(false)
  return (
    <>
      <ContextMenu trigger={trigger}>
        {(opened) => <ServerContextMenuPanel {...opened} server={server} onLeave={() => setLeaving(true)} />}
      </ContextMenu>
      {!isOwner && <LeaveServerDialog server={server} open={leaving} onOpenChange={setLeaving} />}
    </>
  )
}
