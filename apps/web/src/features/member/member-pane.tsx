import { t } from '@lingui/core/macro'
import { memo } from 'react'
import { lazyDialog, lazyPart } from '../../ui/lazy-part.tsx'
import { MemberListSkeleton } from './member-list-skeleton.tsx'
import { useMemberPane } from './member-pane-state.ts'

// It is beside the chat, which comes first.
const MemberList = lazyPart(
  () => import('./member-list.tsx').then((module) => module.MemberList),
  () => <MemberListSkeleton />,
)

const Drawer = lazyDialog(() => import('../../ui/dialog.tsx').then((module) => module.Drawer))

/** A server's members: beside the chat where there is room, else in a drawer over it. They stay when one goes to another channel. */
export const MemberPane = memo(function MemberPane({ serverId }: { serverId: string }) {
  const { isDocked, isShown, show } = useMemberPane()
  if (!isDocked) {
    return (
      <Drawer open={isShown} onOpenChange={show} title={t`Members`}>
        <MemberList serverId={serverId} />
      </Drawer>
    )
  }
  if (!isShown) return null
  return (
    <aside
      aria-label={t`Members`}
      className="flex w-60 shrink-0 flex-col border-l border-line bg-surface pb-[env(safe-area-inset-bottom)] [--avatar-ground:var(--color-surface)]"
    >
      <MemberList serverId={serverId} />
    </aside>
  )
})
