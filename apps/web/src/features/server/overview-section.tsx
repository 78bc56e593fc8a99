import { limits } from '@parley/contracts/limits'
import type { ServerDetail } from '@parley/contracts/server'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { Button } from '../../ui/button.tsx'
import { hasLength } from '../../ui/checks.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toastSuccess } from '../../ui/toaster.tsx'
import { useForm } from '../../ui/use-form.ts'
import { useSelf } from '../user/user-queries.ts'
import { countMembers } from './count-members.ts'
import { LeaveServerDialog } from './leave-server-dialog.tsx'
import { ServerIcon } from './server-icon.tsx'
import { cacheServerChange, serverQuery } from './server-queries.ts'

const route = getRouteApi('/signed-in/servers/$serverId/settings')

/** What the server is called, and the way out of it. */
export function OverviewSection() {
  const { serverId } = route.useParams()
  const { data: server } = useQuery(serverQuery(serverId))
  const isOwner = useSelf().id === server?.ownerId
  if (!server) return null
  return (
    <>
      <Section title="Overview">
        <div className="mb-6 flex items-center gap-4">
          <ServerIcon server={server} size={64} />
          <div className="min-w-0">
            <p className="truncate text-lg font-semibold">{server.name}</p>
            <p className="text-sm text-muted">{countMembers(server.memberCount)}</p>
          </div>
        </div>
        {isOwner && <RenameForm server={server} />}
      </Section>
      {isOwner ? <DeleteServer server={server} /> : <LeaveServer server={server} />}
    </>
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
      toastSuccess('Server renamed')
    },
  })
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormError message={form.error} />
      <TextField label="Server name" autoComplete="off" {...form.field('name')} />
      <Button type="submit" variant="primary" pending={form.pending} disabled={!form.dirty} className="self-start">
        Save
      </Button>
    </form>
  )
}

function DeleteServer({ server }: { server: ServerDetail }) {
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  return (
    <Section
      title="Delete this server"
      description="Every channel and every message in it go away, for everybody. This cannot be undone."
    >
      <Button variant="danger" onClick={() => setOpen(true)}>
        Delete server
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next)
          setTyped('')
        }}
        title={`Delete ${server.name}?`}
        description="Nobody will be able to bring it back. Type its name to confirm."
        confirmLabel="Delete server"
        confirmDisabled={typed.trim() !== server.name}
        onConfirm={async () => {
          await api.deleteServer({ params: { serverId: server.id } })
          await navigate({ to: '/conversations' })
        }}
      >
        <TextField
          label={`Type “${server.name}”`}
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
    <Section title="Leave this server" description="To come back you need an invite.">
      <Button variant="danger" onClick={() => setOpen(true)}>
        Leave server
      </Button>
      <LeaveServerDialog server={server} open={open} onOpenChange={setOpen} />
    </Section>
  )
}
