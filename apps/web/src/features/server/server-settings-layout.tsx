import { t } from '@lingui/core/macro'
import { getRouteApi, linkOptions } from '@tanstack/react-router'
import { Hash, Link2, SlidersHorizontal, Users } from 'lucide-react'
import { PendingPage } from '../../app/fallback-pages.tsx'
import { SectionedPage } from '../../app/sectioned-page.tsx'
import { useSelf } from '../user/user-queries.ts'
import { ServerMissing } from './server-missing.tsx'
import { useOpenServer } from './server-queries.ts'

const route = getRouteApi('/signed-in/servers/$serverId/settings')

/** A server's settings; whoever does not own it sees the part that is for everybody. */
export function ServerSettingsLayout() {
  const { serverId } = route.useParams()
  const { server, isGone } = useOpenServer(serverId)
  const isOwner = useSelf().id === server.data?.ownerId
  if (isGone) return <ServerMissing />
  if (server.isError && !server.data) return <ServerMissing error={server.error} retry={() => void server.refetch()} />
  if (!server.data) return <PendingPage />

  const params = { serverId }
  const everybody = [
    {
      link: linkOptions({ to: '/servers/$serverId/settings/overview', params }),
      label: t`Overview`,
      icon: <SlidersHorizontal aria-hidden />,
    },
    {
      link: linkOptions({ to: '/servers/$serverId/settings/invite', params }),
      label: t`Invite link`,
      icon: <Link2 aria-hidden />,
    },
  ]
  const owner = [
    {
      link: linkOptions({ to: '/servers/$serverId/settings/channels', params }),
      label: t`Channels`,
      icon: <Hash aria-hidden />,
    },
    {
      link: linkOptions({ to: '/servers/$serverId/settings/members', params }),
      label: t`Members`,
      icon: <Users aria-hidden />,
    },
  ]
  return (
    <SectionedPage
      title={server.data.name}
      index={`/servers/${serverId}/settings`}
      closeTo={`/channels/${serverId}`}
      sections={isOwner ? [...everybody, ...owner] : everybody}
    />
  )
}
