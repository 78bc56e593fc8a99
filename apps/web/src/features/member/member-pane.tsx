import { t } from '@lingui/core/macro'
import { Drawer } from '../../ui/dialog.tsx'
import { useMediaQuery } from '../../ui/use-media-query.ts'
import { MemberList } from './member-list.tsx'
import { roomForMembers, useMemberPane } from './member-pane-state.ts'

/** A server's members: beside the chat where there is room, else in a drawer over it. */
export function MemberPane({ serverId }: { serverId: string }) {
  const { docked, drawer } = useMemberPane()
  const hasRoom = useMediaQuery(roomForMembers)
  if (!hasRoom) {
    return (
      <Drawer open={drawer} onOpenChange={(open) => useMemberPane.setState({ drawer: open })} title={t`Members`}>
        <MemberList serverId={serverId} />
      </Drawer>
    )
  }
  if (!docked) return null
  return (
    <aside
      aria-label={t`Members`}
      className="flex w-60 shrink-0 flex-col border-l border-line bg-surface [--avatar-ground:var(--color-surface)]"
    >
      <MemberList serverId={serverId} />
    </aside>
  )
}
