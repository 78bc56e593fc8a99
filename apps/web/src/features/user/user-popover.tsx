import type { Author } from '@parley/contracts/user'
import type { ReactNode } from 'react'
import { soonPart } from '../../ui/lazy-part.tsx'
import { Opener } from '../../ui/opener.tsx'
import type { PopoverProps } from '../../ui/popover.tsx'

const ProfilePanel = soonPart(() => import('./profile-panel.tsx').then((module) => module.ProfilePanel))

export interface UserPopoverProps {
  user: Author
  /** The button, usually a name or a picture, that opens the card. */
  trigger: ReactNode
  side?: PopoverProps['side']
}

/** Whatever shows somebody, and opens their profile card. */
export function UserPopover({ user, trigger, side = 'right' }: UserPopoverProps) {
  return <Opener trigger={trigger}>{(opened) => <ProfilePanel {...opened} user={user} side={side} />}</Opener>
}
