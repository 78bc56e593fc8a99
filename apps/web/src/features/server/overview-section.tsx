import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import type { ServerDetail } from '@parley/contracts/server'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { conversationsPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { useOwnParam } from '../../app/router/place.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { Button } from '../../ui/button.tsx'
import { hasLength } from '../../ui/checks.ts'
import { TextField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { ConfirmDialog } from '../../ui/lazy-confirm-dialog.ts'
import { toastSuccess } from '../../ui/toaster.tsx'
import { useForm } from '../../ui/use-form.ts'
import { ImageField } from '../image/image-field.tsx'
import { SaveBar } from '../settings/save-bar.tsx'
import { useSelf } from '../user/user-queries.ts'
import { countMembers } from './count-members.ts'
import { LeaveServerDialog } from './lazy-dialogs.ts'
import { ServerIcon } from './server-icon.tsx'
import { cacheServerChange, serverQuery } from './server-queries.ts'

/** What the server is called, and the way out of it. */
export function OverviewSection() {
  const serverId = useOwnParam('serverId')
  const { data: server } = useQuery(serverQuery(serverId))
  const isOwner = useSelf().id === server?.ownerId
  if (!server) return null
  return (
    <>
      <Section
        title={t`Overview`}
        description={isOwner && t`What people see of this server, in their list and on its invites.`}
      >
        {isOwner ? (
          <div className="flex flex-col gap-5">
            <IconField server={server} />
            <RenameForm server={server} />
          </div>
        ) : (
          <div className="flex items-center gap-4">
            <ServerIcon server={server} size={72} />
            <div className="min-w-0">
              <p dir="auto" className="text-lg font-semibold">
                {server.name}
              </p>
              <p className="text-sm text-muted">{countMembers(server.memberCount)}</p>
            </div>
          </div>
        )}
      </Section>
      {isOwner ? <DeleteServer server={server} /> : <LeaveServer server={server} />}
    </>
  )
}

function IconField({ server }: { server: ServerDetail }) {
  const queryClient = useQueryClient()
  const params = { serverId: server.id }
  return (
    <ImageField
      label={t`Server icon`}
      picture={<ServerIcon server={server} size={72} />}
      shape="rect"
      isSet={server.iconUrl !== null}
      onUpload={async (file, crop) => {
        cacheServerChange(queryClient, await api.setServerIcon({ params, query: { ...crop }, file }))
        toastSuccess(t`Icon saved`)
      }}
      onRemove={async () => cacheServerChange(queryClient, await api.removeServerIcon({ params }))}
    />
  )
}

function RenameForm({ server }: { server: ServerDetail }) {
  const queryClient = useQueryClient()
  const form = useForm({
    initial: { name: server.name },
    checks: { name: hasLength(limits.serverNameMin, limits.serverName) },
    send: async (body) => {
      const saved = await api.updateServer({ params: { serverId: server.id }, body })
      cacheServerChange(queryClient, saved)
      form.reset({ name: saved.name })
      toastSuccess(t`Server renamed`)
    },
  })
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormError message={form.error} />
      <TextField label={t`Server name`} autoComplete="off" dir="auto" {...form.field('name')} />
      <SaveBar form={form} />
    </form>
  )
}

function DeleteServer({ server }: { server: ServerDetail }) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const { name } = server
  return (
    <Section
      title={t`Delete this server`}
      description={t`Every channel and every message in it go away, for everybody. This cannot be undone.`}
    >
      <Button variant="danger" onClick={() => setOpen(true)}>
        {t`Delete server`}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next)
          setTyped('')
        }}
        title={t`Delete ${name}?`}
        description={t`Nobody will be able to bring it back. Type its name to confirm.`}
        confirmLabel={t`Delete server`}
        confirmDisabled={typed.trim() !== name.trim()}
        onConfirm={async () => {
          await api.deleteServer({ params: { serverId: server.id } })
          await navigate(conversationsPath)
        }}
      >
        <TextField
          label={t`Type “${name}”`}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </ConfirmDialog>
    </Section>
  )
}

function LeaveServer({ server }: { server: ServerDetail }) {
  const [open, setOpen] = useState(false)
  return (
    <Section title={t`Leave this server`} description={t`To come back you need an invite.`}>
      <Button variant="danger" onClick={() => setOpen(true)}>
        {t`Leave server`}
      </Button>
      <LeaveServerDialog server={server} open={open} onOpenChange={setOpen} />
    </Section>
  )
}
