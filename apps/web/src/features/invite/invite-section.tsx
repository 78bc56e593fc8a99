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
    <Section title="Invite link" description="Whoever has this link can join.">
      <InviteLinkField server={server} />
    </Section>
  )
}
