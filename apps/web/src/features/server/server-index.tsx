import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { Hash } from 'lucide-react'
import { channelPath } from '../../app/paths.ts'
import { Redirect } from '../../app/redirect.tsx'
import { useOwnParam } from '../../app/router/place.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useIsNarrow } from '../../ui/use-media-query.ts'
import { textChannels } from '../channel/channel-queries.ts'
import { lastChannelOf } from '../channel/last-channel.ts'
import { serverQuery } from './server-queries.ts'

/**
 * A server without a channel in the address: goes on to the channel that was open last, or the first. On small screens
 * it is the list of channels, which is a page of its own there.
 */
export function ServerIndex() {
  const serverId = useOwnParam('serverId')
  const isNarrow = useIsNarrow()
  const { data: server } = useQuery(serverQuery(serverId))
  if (isNarrow) return null
  if (!server) {
    return (
      <main id="main" className="grow bg-canvas">
        <div className="flex h-13 items-center border-b border-line px-4">
          <Skeleton className="h-5 w-32" />
        </div>
      </main>
    )
  }

  const channels = textChannels(server.channels)
  const last = lastChannelOf(serverId)
  const channel = channels.find(({ id }) => id === last) ?? channels[0]
  if (channel) {
    return <Redirect to={channelPath(serverId, channel.id)} />
  }
  return (
    <main id="main" className="flex min-w-0 grow items-center justify-center bg-canvas">
      <EmptyState icon={<Hash />} title={t`No channels yet`}>
        {t`As soon as there is a channel, this is where people talk.`}
      </EmptyState>
    </main>
  )
}
