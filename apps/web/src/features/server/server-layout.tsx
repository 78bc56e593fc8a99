import { t } from '@lingui/core/macro'
import { ParleyError } from '@parley/client/parley-error'
import { getRouteApi, Link, Outlet, useParams } from '@tanstack/react-router'
import { DoorClosed } from 'lucide-react'
import { Sidebar } from '../../app/sidebar.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { describeError } from '../../ui/error-message.ts'
import { Skeleton, SkeletonGroup } from '../../ui/skeleton.tsx'
import { VoiceChannelList } from '../call/voice-channel-list.tsx'
import { ChannelList } from '../channel/channel-list.tsx'
import { lastChannelOf } from '../channel/last-channel.ts'
import { CopyUnsent } from '../message/composer/copy-unsent.tsx'
import { ServerMenu } from './server-menu.tsx'
import { useOpenServer } from './server-queries.ts'

const route = getRouteApi('/signed-in/channels/$serverId')

/** A server: its channels at the left, and the channel that is open. */
export function ServerLayout() {
  const { serverId } = route.useParams()
  const { channelId } = useParams({ strict: false })
  const last = lastChannelOf(serverId)
  const { server, isGone } = useOpenServer(serverId)

  if (isGone) return <ServerMissing channelId={channelId} />
  if (server.isError && !server.data) return <ServerMissing error={server.error} retry={() => void server.refetch()} />
  return (
    <>
      <Sidebar
        hiddenWhenNarrow={channelId !== undefined}
        forward={last && `/channels/${serverId}/${last}`}
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

interface ServerMissingProps {
  error?: Error
  retry?: () => void
  /** The channel that was open. */
  channelId?: string | undefined
}

/** Instead of a server that cannot be shown: not there (any more), not ours to see, or not loaded. */
export function ServerMissing({ error, retry, channelId }: ServerMissingProps) {
  const gone =
    !error || (error instanceof ParleyError && (error.code === 'not_found' || error.code === 'validation_failed'))
  return (
    <main id="main" tabIndex={-1} className="flex min-w-0 grow items-center justify-center bg-canvas">
      <EmptyState
        icon={<DoorClosed />}
        title={gone ? t`You cannot see this server` : t`This server did not load`}
        action={
          <>
            {!gone && (
              <Button variant="primary" onClick={retry}>
                {t`Try again`}
              </Button>
            )}
            <Link to="/conversations" className={buttonClass({ variant: gone ? 'primary' : 'secondary' })}>
              {t`Go home`}
            </Link>
            {channelId !== undefined && <CopyUnsent channelId={channelId} />}
          </>
        }
      >
        {gone
          ? t`It was deleted, or you are not a member of it. With an invite link you can join again.`
          : describeError(error)}
      </EmptyState>
    </main>
  )
}
