import { t } from '@lingui/core/macro'
import type { Server } from '@parley/contracts/server'
import { api } from '../../app/api.ts'
import { conversationsPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

export interface LeaveServerDialogProps {
  server: Server
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks, then leaves. The event that follows takes the server off the rail. */
export function LeaveServerDialog({ server, open, onOpenChange }: LeaveServerDialogProps) {
  const { name } = server
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Leave ${name}?`}
      description={t`You will not see its channels any more. To come back you need an invite.`}
      confirmLabel={t`Leave server`}
      onConfirm={async () => {
        await api.leaveServer({ params: { serverId: server.id } })
        await navigate(conversationsPath)
      }}
    />
  )
}
