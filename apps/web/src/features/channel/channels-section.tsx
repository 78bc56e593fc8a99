import type { Channel } from '@parley/contracts/channel'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, Hash, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { keys } from '../../realtime/query-keys.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { toastError } from '../../ui/toaster.tsx'
import { serverQuery } from '../server/server-queries.ts'
import { moveCachedChannel, textChannels } from './channel-queries.ts'
import { CreateChannelDialog } from './create-channel-dialog.tsx'
import { DeleteChannelDialog } from './delete-channel-dialog.tsx'
import { EditChannelDialog } from './edit-channel-dialog.tsx'

const route = getRouteApi('/signed-in/servers/$serverId/settings')

/** The server's channels: make, change, order, delete. */
export function ChannelsSection() {
  const { serverId } = route.useParams()
  const { data: server } = useQuery(serverQuery(serverId))
  const [creating, setCreating] = useState(false)
  if (!server) return null
  const channels = textChannels(server.channels)
  return (
    <Section title="Channels" description="In the order in which everybody sees them.">
      <ul className="flex flex-col divide-y divide-line rounded-2xl border border-line bg-raised">
        {channels.map((channel, index) => (
          <ChannelSetting key={channel.id} channel={channel} above={channels[index - 1]} below={channels[index + 1]} />
        ))}
        {channels.length === 0 && <li className="p-4 text-muted">No channels yet.</li>}
      </ul>
      <Button className="mt-4" onClick={() => setCreating(true)}>
        <Plus aria-hidden className="size-4" />
        Create channel
      </Button>
      <CreateChannelDialog server={server} open={creating} onOpenChange={setCreating} />
    </Section>
  )
}

interface ChannelSettingProps {
  channel: Channel
  above: Channel | undefined
  below: Channel | undefined
}

function ChannelSetting({ channel, above, below }: ChannelSettingProps) {
  const queryClient = useQueryClient()
  const [dialog, setDialog] = useState<'edit' | 'delete'>()
  const dialogProps = (name: typeof dialog) => ({
    channel,
    open: dialog === name,
    onOpenChange: (open: boolean) => setDialog(open ? name : undefined),
  })
  const move = useMutation({
    mutationFn: (position: number) => api.updateChannel({ params: { channelId: channel.id }, body: { position } }),
    onMutate: (position) => moveCachedChannel(queryClient, channel, position),
    onError: (error) => {
      toastError(error)
      void queryClient.invalidateQueries({ queryKey: keys.server(channel.serverId) })
    },
  })
  return (
    <li className="flex items-center gap-1 py-2 pr-2 pl-4 max-sm:flex-wrap">
      <Hash aria-hidden className="mr-1 size-4.5 shrink-0 text-muted" />
      <div className="min-w-0 grow max-sm:basis-3/4">
        <p className="truncate font-medium">{channel.name}</p>
        {channel.topic && <p className="truncate text-sm text-muted">{channel.topic}</p>}
      </div>
      <div className="flex shrink-0 max-sm:ml-auto">
        <IconButton
          label={`Move ${channel.name} up`}
          disabled={!above}
          onClick={() => above && move.mutate(above.position)}
        >
          <ArrowUp />
        </IconButton>
        <IconButton
          label={`Move ${channel.name} down`}
          disabled={!below}
          onClick={() => below && move.mutate(below.position)}
        >
          <ArrowDown />
        </IconButton>
        <IconButton label={`Edit ${channel.name}`} onClick={() => setDialog('edit')}>
          <Pencil />
        </IconButton>
        <IconButton label={`Delete ${channel.name}`} tone="danger" onClick={() => setDialog('delete')}>
          <Trash2 />
        </IconButton>
      </div>
      <EditChannelDialog {...dialogProps('edit')} />
      <DeleteChannelDialog {...dialogProps('delete')} />
    </li>
  )
}
