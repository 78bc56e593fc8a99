import { t } from '@lingui/core/macro'
import { channelType } from '@parley/contracts/channel-type'
import type { Server } from '@parley/contracts/server'
import { useQueryClient } from '@tanstack/react-query'
import { Hash, Volume2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { channelPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceCards } from '../../ui/choice-cards.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useForm } from '../../ui/use-form.ts'
import { ChannelFields, channelChecks } from './channel-fields.tsx'
import { type ChannelKind, cacheChannel } from './channel-queries.ts'

export interface CreateChannelDialogProps {
  server: Server
  /** What is suggested. */
  kind?: ChannelKind
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Creates a channel and opens it. */
export function CreateChannelDialog({ server, kind = 'text', open, onOpenChange }: CreateChannelDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t`Create a channel`} description={t`In ${server.name}`}>
      <CreateChannelForm serverId={server.id} suggested={kind} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

interface CreateChannelFormProps {
  serverId: string
  suggested: ChannelKind
  onDone: () => void
}

function CreateChannelForm({ serverId, suggested, onDone }: CreateChannelFormProps) {
  const [kind, setKind] = useState(suggested)
  const queryClient = useQueryClient()
  const form = useForm({
    initial: { name: '', topic: '' },
    checks: channelChecks,
    send: async ({ name, topic }) => {
      const body = { name, type: channelType[kind], topic: kind === 'text' ? topic.trim() || null : null }
      const channel = await api.createChannel({ params: { serverId }, body })
      cacheChannel(queryClient, channel)
      onDone()
      await navigate(channelPath(serverId, channel.id))
    },
  })
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormError message={form.error} />
      <ChoiceCards
        label={t`Kind of channel`}
        value={kind}
        onChange={setKind}
        className="sm:grid-cols-2"
        options={[
          { value: 'text', label: t`Text`, hint: t`To write in, and to read later`, icon: Hash },
          { value: 'voice', label: t`Voice`, hint: t`To talk, with cameras and screens`, icon: Volume2 },
        ]}
      />
      <ChannelFields kind={kind} name={form.field('name')} topic={form.field('topic')} />
      <Button type="submit" variant="primary" pending={form.pending}>
        {t`Create channel`}
      </Button>
    </form>
  )
}
