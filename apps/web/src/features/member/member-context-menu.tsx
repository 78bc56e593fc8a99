import type { Member } from '@parley/contracts/server'
import { type ReactNode, useState } from 'react'
import { soonPart } from '../../ui/lazy-part.tsx'
import { ContextMenu } from '../../ui/menu.tsx'
import { RemoveMemberDialog } from './remove-member-dialog.tsx'

const MemberMenuPanel = soonPart(() => import('./member-menu-panel.tsx').then((module) => module.MemberMenuPanel))

export interface MemberContextMenuProps {
  member: Member
  /** Whether one may remove them. */
  canRemove: boolean
  /** The member's row. */
  children: ReactNode
}

/** Somebody in the list of members, with the menu of their right click, long press or menu key. */
export function MemberContextMenu({ member, canRemove, children }: MemberContextMenuProps) {
  const [isRemoving, setRemoving] = useState(false)
  return (
    <>
      <ContextMenu trigger={<div>{children}</div>}>
        {(opened) => (
          <MemberMenuPanel {...opened} member={member} onRemove={canRemove ? () => setRemoving(true) : undefined} />
        )}
      </ContextMenu>
      {isRemoving && <RemoveMemberDialog member={member} onClose={() => setRemoving(false)} />}
    </>
  )
}
