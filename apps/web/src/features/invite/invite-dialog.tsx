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
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Invite people to ${server.name}`}
      description="Send this link to whoever should join. It works for everyone who has it."
    >
      <InviteLinkField server={server} />
    </Dialog>
  )
}
