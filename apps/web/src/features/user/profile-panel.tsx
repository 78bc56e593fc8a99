import { t } from '@lingui/core/macro'
import type { Author } from '@parley/contracts/user'
import type { OpenedProps } from '../../ui/opener.tsx'
import { PopoverPanel, type PopoverPanelProps } from '../../ui/popover-panel.tsx'
import { SheetPanel } from '../../ui/sheet-panel.tsx'
import { useIsNarrow } from '../../ui/use-media-query.ts'
import { ProfileCard } from './profile-card.tsx'

export interface ProfilePanelProps extends Omit<OpenedProps, 'onLoadFailed'> {
  user: Author
  side: NonNullable<PopoverPanelProps['side']>
}

/** Somebody's profile card beside whatever shows them; on small screens a sheet at the bottom. */
export function ProfilePanel({ user, side, ...opened }: ProfilePanelProps) {
  const isNarrow = useIsNarrow()
  const { displayName } = user
  const label = t`Profile of ${displayName}`
  const card = <ProfileCard user={user} onLeave={opened.onClose} />
  return isNarrow ? (
    <SheetPanel {...opened} label={label}>
      {card}
    </SheetPanel>
  ) : (
    <PopoverPanel {...opened} label={label} side={side} className="w-80">
      {card}
    </PopoverPanel>
  )
}
