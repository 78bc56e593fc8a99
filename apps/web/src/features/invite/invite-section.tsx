import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { useOwnParam } from '../../app/router/place.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { serverQuery } from '../server/server-queries.ts'
import { InviteLinkField } from './invite-link-field.tsx'

/** The server's invite link. */
export function InviteSection() {
  const serverId = useOwnParam('serverId')
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
