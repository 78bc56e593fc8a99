import { t } from '@lingui/core/macro'
import type { Server } from '@parley/contracts/server'
import { Dialog } from '../../ui/dialog.tsx'
import { InviteLinkField } from './invite-link-field.tsx'

export interface InviteDialogProps {
  server: Server
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** The link that brings people into a server. */
export function InviteDialog({ server, open, onOpenChange }: InviteDialogProps) {
  const { name } = server
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Invite people to ${name}`}
      description={t`Send this link to whoever should join. It works for everyone who has it.`}
    >
      <InviteLinkField server={server} />
    </Dialog>
  )
}
