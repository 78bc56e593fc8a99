import type { Author } from '@parley/contracts/user'
import { type ReactNode, useRef } from 'react'
import { ContextMenu } from '../../ui/menu.tsx'
import { UserMenuPanel } from './lazy-menu.ts'

export interface UserContextMenuProps {
  user: Author
  /** Removes them from the server; without it, one may not. */
  onRemove?: (() => void) | undefined
  /** The button that shows them, and opens their profile card. */
  children: ReactNode
}

/** Somebody in a list, with the menu of their right click, long press or menu key. */
export function UserContextMenu({ user, onRemove, children }: UserContextMenuProps) {
  const row = useRef<HTMLDivElement>(null)
  return (
    <ContextMenu trigger={<div ref={row}>{children}</div>}>
      {(opened) => (
        <UserMenuPanel
          {...opened}
          user={user}
          onProfile={() => row.current?.querySelector('button')?.click()}
          onRemove={onRemove}
        />
      )}
    </ContextMenu>
  )
}
