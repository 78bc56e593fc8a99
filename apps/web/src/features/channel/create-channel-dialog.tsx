import { t } from '@lingui/core/macro'
import { channelType } from '@parley/contracts/channel-type'
import type { Server } from '@parley/contracts/server'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../app/api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useForm } from '../../ui/use-form.ts'
import { ChannelFields, channelChecks } from './channel-fields.tsx'
import { cacheChannel } from './channel-queries.ts'

export interface CreateChannelDialogProps {
  server: Server
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Creates a text channel and opens it. */
export function CreateChannelDialog({ server, open, onOpenChange }: CreateChannelDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t`Create a channel`} description={t`In ${server.name}`}>
      <CreateChannelForm serverId={server.id} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

function CreateChannelForm({ serverId, onDone }: { serverId: string; onDone: () => void }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initial: { name: '', topic: '' },
    checks: channelChecks,
    send: async ({ name, topic }) => {
      const body = { name, type: channelType.text, topic: topic.trim() || null }
      const channel = await api.createChannel({ params: { serverId }, body })
      cacheChannel(queryClient, channel)
      onDone()
      await navigate({ to: '/channels/$serverId/$channelId', params: { serverId, channelId: channel.id } })
    },
  })
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormError message={form.error} />
      <ChannelFields name={form.field('name')} topic={form.field('topic')} />
      <Button type="submit" variant="primary" pending={form.pending}>
        {t`Create channel`}
      </Button>
    </form>
  )
}
