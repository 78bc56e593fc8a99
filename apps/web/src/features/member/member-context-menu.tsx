import type { Member } from '@parley/contracts/server'
import { type ReactNode, useState } from 'react'
import { UserContextMenu } from '../user/user-context-menu.tsx'
import { RemoveMemberDialog } from './remove-member-dialog.tsx'

export interface MemberContextMenuProps {
  member: Member
  /** Whether one may remove them. */
  canRemove: boolean
  /** The member's row: a button that opens their profile card. */
  children: ReactNode
}

/** Somebody in the list of members, with their menu. */
export function MemberContextMenu({ member, canRemove, children }: MemberContextMenuProps) {
  const [isRemoving, setRemoving] = useState(false)
  return (
    <>
      <UserContextMenu user={member.user} onRemove={canRemove ? () => setRemoving(true) : undefined}>
        {children}
      </UserContextMenu>
      {isRemoving && <RemoveMemberDialog member={member} onClose={() => setRemoving(false)} />}
    </>
  )
}
