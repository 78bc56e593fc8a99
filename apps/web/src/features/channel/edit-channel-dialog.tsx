import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useForm } from '../../ui/use-form.ts'
import { ChannelFields, channelChecks } from './channel-fields.tsx'
import { cacheChannel, kindOf } from './channel-queries.ts'

export interface EditChannelDialogProps {
  channel: Channel
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Changes what a channel is called, and what it is about. */
export function EditChannelDialog({ channel, open, onOpenChange }: EditChannelDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t`Edit channel`}>
      <EditChannelForm channel={channel} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

function EditChannelForm({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const queryClient = useQueryClient()
  const form = useForm({
    initial: { name: channel.name, topic: channel.topic ?? '' },
    checks: channelChecks,
    send: async ({ name, topic }) => {
      const body = { name, topic: topic.trim() || null }
      cacheChannel(queryClient, await api.updateChannel({ params: { channelId: channel.id }, body }))
      onDone()
    },
  })
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormError message={form.error} />
      <ChannelFields kind={kindOf(channel)} name={form.field('name')} topic={form.field('topic')} />
      <Button type="submit" variant="primary" pending={form.pending}>
        {t`Save`}
      </Button>
    </form>
  )
}
