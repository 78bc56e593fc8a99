import { t } from '@lingui/core/macro'
import { channelPath } from '../../app/paths.ts'
import { Outlet } from '../../app/router/outlet.tsx'
import { useOwnParam } from '../../app/router/place.ts'
import { Sidebar } from '../../app/sidebar.tsx'
import { Skeleton, SkeletonGroup } from '../../ui/skeleton.tsx'
import { VoiceChannelList } from '../call/voice-channel-list.tsx'
import { ChannelList } from '../channel/channel-list.tsx'
import { lastChannelOf } from '../channel/last-channel.ts'
import { ServerMissing } from './lazy-missing.ts'
import { ServerMenu } from './server-menu.tsx'
import { useOpenServer } from './server-queries.ts'

/** A server: its channels at the left, and the channel that is open. */
export function ServerLayout() {
  const serverId = useOwnParam('serverId')
  const { server, isGone, known } = useOpenServer(serverId)

  if (isGone) return <ServerMissing known={known} />
  if (server.isError && !server.data) return <ServerMissing error={server.error} retry={() => void server.refetch()} />
  return (
    <>
      <Sidebar
        names="channelId"
        lastPage={() => {
          const lastId = lastChannelOf(serverId)
          return lastId && channelPath(serverId, lastId)
        }}
        header={server.data ? <ServerMenu server={server.data} /> : <Skeleton className="mx-4 h-5 w-32" />}
      >
        {server.data ? (
          <>
            <ChannelList server={server.data} />
            <VoiceChannelList server={server.data} />
          </>
        ) : (
          <ChannelListSkeleton />
        )}
      </Sidebar>
      <Outlet />
    </>
  )
}

function ChannelListSkeleton() {
  return (
    <SkeletonGroup label={t`Loading channels`} className="flex flex-col gap-4 p-4">
      {['w-24', 'w-32', 'w-20', 'w-28'].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </SkeletonGroup>
  )
}
