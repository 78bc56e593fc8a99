import { t } from '@lingui/core/macro'
import type { Member } from '@parley/contracts/server'
import { api } from '../../app/api.ts'
import { ConfirmDialog } from '../../ui/lazy-confirm-dialog.ts'

export interface RemoveMemberDialogProps {
  member: Member
  onClose: () => void
}

/** Asks, then removes somebody from a server. The event that follows takes them off its lists. */
export function RemoveMemberDialog({ member: { serverId, userId, user }, onClose }: RemoveMemberDialogProps) {
  const { displayName } = user
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Remove ${displayName}?`}
      description={t`They are out at once. With an invite link they can join again.`}
      confirmLabel={t`Remove`}
      onConfirm={() => api.removeMember({ params: { serverId, userId } })}
    />
  )
}
