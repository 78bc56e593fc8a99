import { t } from '@lingui/core/macro'
import type { Server } from '@parley/contracts/server'
import { useQueryClient } from '@tanstack/react-query'
import { Check, Copy, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { TextField } from '../../ui/field.tsx'
import { ConfirmDialog } from '../../ui/lazy-confirm-dialog.ts'
import { toastError } from '../../ui/toaster.tsx'
import { cacheServerChange } from '../server/server-queries.ts'
import { useSelf } from '../user/user-queries.ts'
import { inviteLink } from './invite-link.ts'

/** A server's invite link to copy; its owner can also replace it. */
export function InviteLinkField({ server }: { server: Server }) {
  const isOwner = useSelf().id === server.ownerId
  const queryClient = useQueryClient()
  const [copied, setCopied] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const link = inviteLink(server.inviteCode ?? '')

  async function copy() {
    const done = await copyText(link)
    setCopied(done)
    if (!done) toastError(t`Your browser did not allow copying. Select the link and copy it yourself.`)
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex gap-2 max-sm:flex-col sm:items-end">
        <div className="min-w-0 grow">
          <TextField
            label={t`Invite link`}
            readOnly
            value={link}
            className="text-sm"
            onFocus={(event) => event.currentTarget.select()}
          />
        </div>
        <Button variant="primary" className="min-h-11 sm:w-26" onClick={copy}>
          {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          <span aria-live="polite">{copied ? t`Copied` : t`Copy`}</span>
        </Button>
      </div>
      {isOwner && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-sm text-muted">{t`Sent it to the wrong people?`}</p>
          <Button size="small" variant="quiet" onClick={() => setConfirming(true)}>
            <RefreshCw aria-hidden className="size-4" />
            {t`Replace link`}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title={t`Replace the invite link?`}
        description={t`The link you have now stops working, wherever it was sent. Members stay.`}
        confirmLabel={t`Replace link`}
        onConfirm={async () => {
          const { inviteCode } = await api.regenerateInvite({ params: { serverId: server.id } })
          cacheServerChange(queryClient, { id: server.id, inviteCode })
          setCopied(false)
        }}
      />
    </div>
  )
}
