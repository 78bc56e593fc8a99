import { t } from '@lingui/core/macro'
import type { Member } from '@parley/contracts/server'
import { AtSign, Hash, MessageCircle, UserMinus } from 'lucide-react'
import { copyText } from '../../ui/copy-text.ts'
import type { OpenedMenuProps } from '../../ui/menu.tsx'
import { MenuItem, MenuSeparator } from '../../ui/menu-items.tsx'
import { MenuPanel } from '../../ui/menu-panel.tsx'
import { toastError, toastSuccess } from '../../ui/toaster.tsx'
import { useOpenConversation } from '../conversation/use-open-conversation.ts'
import { useSelf } from '../user/user-queries.ts'

export interface MemberMenuPanelProps extends Omit<OpenedMenuProps, 'onLoadFailed'> {
  member: Member
  /** Without it, one may not. */
  onRemove: (() => void) | undefined
}

/** What one can do with somebody in the list of members. */
export function MemberMenuPanel({ member: { user }, onRemove, ...opened }: MemberMenuPanelProps) {
  const isSelf = useSelf().id === user.id
  const conversation = useOpenConversation(user.id)
  return (
    <MenuPanel {...opened}>
      {!isSelf && (
        <MenuItem icon={<MessageCircle />} onSelect={() => void conversation.mutateAsync().catch(toastError)}>
          {t`Message`}
        </MenuItem>
      )}
      <MenuItem icon={<AtSign />} onSelect={() => void copy(user.username, t`Username copied`)}>
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
