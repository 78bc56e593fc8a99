import { t } from '@lingui/core/macro'
import type { Author } from '@parley/contracts/user'
import { type ReactNode, useState } from 'react'
import { Popover, type PopoverProps } from '../../ui/popover.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useIsNarrow } from '../../ui/use-media-query.ts'
import { ProfileCard } from './profile-card.tsx'

export interface UserPopoverProps {
  user: Author
  /** The button, usually a name or a picture, that opens the card. */
  trigger: ReactNode
  side?: PopoverProps['side']
}

/** Somebody's profile card beside whatever shows them; on small screens a sheet at the bottom. */
export function UserPopover({ user, trigger, side = 'right' }: UserPopoverProps) {
  const [open, setOpen] = useState(false)
  const isNarrow = useIsNarrow()
  const { displayName } = user
  const parts = {
    trigger,
    label: t`Profile of ${displayName}`,
    open,
    onOpenChange: setOpen,
    children: <ProfileCard user={user} onLeave={() => setOpen(false)} />,
  }
  return isNarrow ? <Sheet {...parts} /> : <Popover {...parts} side={side} className="w-80" />
}
