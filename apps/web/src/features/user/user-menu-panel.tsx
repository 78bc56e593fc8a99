import { t } from '@lingui/core/macro'
import type { Author } from '@parley/contracts/user'
import { AtSign, Copy, Hash, MessageCircle, UserMinus, UserRound } from 'lucide-react'
import { copyText } from '../../ui/copy-text.ts'
import type { OpenedMenuProps } from '../../ui/menu.tsx'
import { MenuItem, MenuSeparator } from '../../ui/menu-items.tsx'
import { MenuPanel } from '../../ui/menu-panel.tsx'
import { toastError, toastSuccess } from '../../ui/toaster.tsx'
import { useOpenConversation } from '../conversation/use-open-conversation.ts'
import { leaveMemberDrawer } from '../member/member-pane-state.ts'
import { openComposer, writeMention } from '../message/composer/open-composer.ts'
import { useSelf } from './user-queries.ts'

export interface UserMenuPanelProps extends Omit<OpenedMenuProps, 'onLoadFailed'> {
  user: Author
  /** Opens their profile card. */
  onProfile: () => void
  /** Removes them from the server; without it, one may not. */
  onRemove?: (() => void) | undefined
}

/** What one can do with somebody. */
export function UserMenuPanel({ user, onProfile, onRemove, ...opened }: UserMenuPanelProps) {
  const isSelf = useSelf().id === user.id
  const conversation = useOpenConversation(user.id)
  return (
    <MenuPanel {...opened}>
      <MenuItem icon={<UserRound />} onSelect={onProfile}>
        {t`Profile`}
      </MenuItem>
      {openComposer.current && (
        <MenuItem icon={<AtSign />} onSelect={() => void leaveMemberDrawer().then(() => writeMention(user.username))}>
          {t`Mention`}
        </MenuItem>
      )}
      {!isSelf && (
        <MenuItem icon={<MessageCircle />} onSelect={() => void conversation.mutateAsync().catch(toastError)}>
          {t`Message`}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={<Copy />} onSelect={() => void copy(user.username, t`Username copied`)}>
        {t`Copy username`}
      </MenuItem>
      <MenuItem icon={<Hash />} onSelect={() => void copy(user.id, t`ID copied`)}>
        {t`Copy ID`}
      </MenuItem>
      {onRemove && (
        <>
          <MenuSeparator />
          <MenuItem icon={<UserMinus />} tone="danger" onSelect={onRemove}>
            {t`Remove from the server`}
          </MenuItem>
        </>
      )}
    </MenuPanel>
  )
}

async function copy(text: string, success: string): Promise<void> {
  if (await copyText(text)) toastSuccess(success)
  else toastError(t`Your browser did not allow copying.`)
}
