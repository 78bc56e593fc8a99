import { t } from '@lingui/core/macro'
import { Hash, Link2, SlidersHorizontal, Users } from 'lucide-react'
import { serverPath, serverSettingsPath } from '../../app/paths.ts'
import { useOwnParam } from '../../app/router/place.ts'
import { SectionedPage } from '../../app/sectioned-page.tsx'
import { SectionStandIn, SettingsStandIn } from '../../app/stand-ins.tsx'
import { useSelf } from '../user/user-queries.ts'
import { ServerMissing } from './lazy-missing.ts'
import { useOpenServer } from './server-queries.ts'

/** A server's settings; whoever does not own it sees the part that is for everybody. */
export function ServerSettingsLayout() {
  const serverId = useOwnParam('serverId')
  const { server, isGone, known } = useOpenServer(serverId)
  const isOwner = useSelf().id === server.data?.ownerId
  if (isGone) return <ServerMissing known={known} />
  if (server.isError && !server.data) return <ServerMissing error={server.error} retry={() => void server.refetch()} />
  if (!server.data) return <SettingsStandIn section={<SectionStandIn />} />

  const everybody = [
    {
      path: serverSettingsPath(serverId, 'overview'),
      label: t`Overview`,
      icon: <SlidersHorizontal aria-hidden />,
    },
    {
      path: serverSettingsPath(serverId, 'invite'),
      label: t`Invite link`,
      icon: <Link2 aria-hidden />,
    },
  ]
  const owner = [
    {
      path: serverSettingsPath(serverId, 'channels'),
      label: t`Channels`,
      icon: <Hash aria-hidden />,
    },
    {
      path: serverSettingsPath(serverId, 'members'),
      label: t`Members`,
      icon: <Users aria-hidden />,
    },
  ]
  return (
    <SectionedPage
      title={server.data.name}
      index={serverSettingsPath(serverId)}
      closeTo={serverPath(serverId)}
      sections={isOwner ? [...everybody, ...owner] : everybody}
    />
  )
}
