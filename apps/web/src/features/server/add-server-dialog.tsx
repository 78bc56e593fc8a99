import { t } from '@lingui/core/macro'
import { ParleyError } from '@parley/client/parley-error'
import { limits } from '@parley/contracts/limits'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { serverPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { Button } from '../../ui/button.tsx'
import { hasLength, isFilledIn } from '../../ui/checks.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useForm } from '../../ui/use-form.ts'
import { inviteCodeIn } from '../invite/invite-link.ts'
import { inviteQuery } from '../invite/invite-queries.ts'
import { cacheJoinedServer } from './server-queries.ts'

export type AddServerWay = 'create' | 'join'

export interface AddServerDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Which half is shown first. */
  way?: AddServerWay
}

/** Creates a server, or joins one by an invite. */
export function AddServerDialog({ open, onOpenChange, way = 'create' }: AddServerDialogProps) {
  const [chosen, setChosen] = useState<AddServerWay>()
  const shown = chosen ?? way
  const close = () => {
    onOpenChange(false)
    setChosen(undefined)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title={shown === 'create' ? t`Create a server` : t`Join a server`}
      description={
        shown === 'create'
          ? t`A place for your people. You can invite them right after.`
          : t`Paste the invite link that somebody sent you.`
      }
    >
      {shown === 'create' ? <CreateServerForm onDone={close} /> : <JoinServerForm onDone={close} />}
      <div className="mt-5 border-t border-line pt-3 text-center">
        <Button variant="quiet" onClick={() => setChosen(shown === 'create' ? 'join' : 'create')}>
          {shown === 'create' ? t`Have an invite? Join a server` : t`Create a server instead`}
        </Button>
      </div>
    </Dialog>
  )
}

function useOpenServer(onDone: () => void) {
  return (serverId: string) => {
    onDone()
    void navigate(serverPath(serverId))
  }
}

function CreateServerForm({ onDone }: { onDone: () => void }) {
  const queryClient = useQueryClient()
  const openServer = useOpenServer(onDone)
  const form = useForm({
    initial: { name: '' },
    checks: { name: hasLength(limits.serverNameMin, limits.serverName) },
    send: async (body) => {
      const detail = await api.createServer({ body })
      cacheJoinedServer(queryClient, detail)
      openServer(detail.id)
    },
  })
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormError message={form.error} />
      <TextField
        label={t`Server name`}
        placeholder={t`Friends of tea`}
        autoComplete="off"
        autoFocus
        {...form.field('name')}
      />
      <Button type="submit" variant="primary" pending={form.pending}>
        {t`Create server`}
      </Button>
    </form>
  )
}

/** Joins by an invite; whoever is in already just goes there. @returns the server's id */
async function join(queryClient: QueryClient, inviteCode: string): Promise<string> {
  try {
    const detail = await api.joinServer({ body: { inviteCode } })
    cacheJoinedServer(queryClient, detail)
    return detail.id
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== 'already_member') throw error
    const { server } = await queryClient.fetchQuery(inviteQuery(inviteCode))
    return server.id
  }
}

function JoinServerForm({ onDone }: { onDone: () => void }) {
  const queryClient = useQueryClient()
  const openServer = useOpenServer(onDone)
  const form = useForm({
    initial: { inviteCode: '' },
    checks: { inviteCode: isFilledIn },
    send: async ({ inviteCode }) => openServer(await join(queryClient, inviteCodeIn(inviteCode))),
    fieldOfCode: { not_found: 'inviteCode' },
    sentenceOfCode: { not_found: t`This invite does not work any more. Ask for a fresh link.` },
  })
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormError message={form.error} />
      <TextField
        label={t`Invite link or code`}
        placeholder={`${location.origin}/invite/…`}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        {...form.field('inviteCode')}
      />
      <Button type="submit" variant="primary" pending={form.pending}>
        {t`Join server`}
      </Button>
    </form>
  )
}
