import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Section } from '../../app/sectioned-page.tsx'
import { serverQuery } from '../server/server-queries.ts'
import { InviteLinkField } from './invite-link-field.tsx'

const route = getRouteApi('/signed-in/servers/$serverId/settings')

/** The server's invite link. */
export function InviteSection() {
  const { serverId } = route.useParams()
  const { data: server } = useQuery(serverQuery(serverId))
  if (!server) return null
  return (
    <Section
      title={t`Invite link`}
      description={t`Whoever has this link can join. Every member sees it here and may pass it on; only the owner can replace it.`}
    >
      <InviteLinkField server={server} />
    </Section>
  )
}
