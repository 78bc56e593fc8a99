import { t } from '@lingui/core/macro'
import type { Author, PresenceStatus } from '@parley/contracts/user'
import { useQuery } from '@tanstack/react-query'
import { MessageCircle, Pencil } from 'lucide-react'
import { serverPath, settingsPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { useParam } from '../../app/router/place.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { describeError } from '../../ui/error-message.ts'
import { FormError } from '../../ui/form-error.tsx'
import { presenceLabel } from '../../ui/presence-dot.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useOpenConversation } from '../conversation/use-open-conversation.ts'
import { formatDate, formatMoment } from '../message/time.ts'
import { useLastSeen, usePresence } from '../presence/presence-store.ts'
import { ServerIcon } from '../server/server-icon.tsx'
import { serversQuery } from '../server/server-queries.ts'
import { ProfileFace } from './profile-face.tsx'
import { mutualServersQuery, userQuery, useSelf } from './user-queries.ts'

export interface ProfileCardProps {
  /** As much as is known already; the rest is fetched. */
  user: Author
  /** Called before the card leads elsewhere. */
  onLeave: () => void
}

/** Who somebody is, what one shares with them, and a way to write to them. */
export function ProfileCard({ user, onLeave }: ProfileCardProps) {
  const isSelf = useSelf().id === user.id
  const profile = useQuery(userQuery(user.id))
  const status = usePresence(user.id)
  const lastSeenAt = useLastSeen(user.id)
  return (
    <ProfileFace
      user={{ ...user, ...profile.data }}
      status={status}
      statusText={status && describeStatus(status, lastSeenAt)}
    >
      <Since userId={user.id} createdAt={profile.data?.createdAt} />
      {profile.isError && <FormError message={describeError(profile.error)} />}
      {!isSelf && <MutualServers userId={user.id} onLeave={onLeave} />}
      {isSelf ? (
        <Link to={settingsPath('profile')} onClick={onLeave} className={buttonClass()}>
          <Pencil aria-hidden className="size-4" />
          {t`Edit profile`}
        </Link>
      ) : (
        <MessageButton userId={user.id} onLeave={onLeave} />
      )}
    </ProfileFace>
  )
}

function describeStatus(status: PresenceStatus, lastSeenAt: string | null): string {
  if (status !== 'offline' || lastSeenAt === null) return presenceLabel(status)
  const moment = formatMoment(new Date(lastSeenAt))
  return t`Last online ${moment}`
}

function formatDay(timestamp: string): string {
  return formatDate(new Date(timestamp), { dateStyle: 'medium' })
}

/** Since when somebody is here, and in the server that is open. */
function Since({ userId, createdAt }: { userId: string; createdAt: string | undefined }) {
  const serverId = useParam('serverId')
  const joinedAt = useQuery(mutualServersQuery(userId)).data?.find((mutual) => mutual.serverId === serverId)?.joinedAt
  const server = useQuery(serversQuery).data?.find(({ id }) => id === serverId)
  if (!createdAt) return <Skeleton className="h-4 w-40" />
  const here = formatDay(createdAt)
  return (
    <p className="flex flex-col text-sm text-muted">
      <span>{t`Here since ${here}`}</span>
      {joinedAt && server && <span>{describeJoining(server.name, joinedAt)}</span>}
    </p>
  )
}

function describeJoining(serverName: string, joinedAt: string): string {
  const date = formatDay(joinedAt)
  return t`In ${serverName} since ${date}`
}

function MutualServers({ userId, onLeave }: { userId: string; onLeave: () => void }) {
  const mutual = useQuery(mutualServersQuery(userId)).data ?? []
  const servers = useQuery(serversQuery).data ?? []
  const shown = mutual.flatMap(({ serverId }) => servers.find(({ id }) => id === serverId) ?? [])
  if (shown.length === 0) return null
  return (
    <section aria-label={t`Servers you share`} className="flex flex-col gap-1.5">
      <h3 className="text-xs font-semibold text-muted">{t`Servers you share`}</h3>
      <ul className="-mx-2 flex max-h-36 flex-col overflow-y-auto">
        {shown.map((server) => (
          <li key={server.id}>
            <Link
              to={serverPath(server.id)}
              onClick={onLeave}
              className="flex min-h-8 items-center gap-2 rounded-lg px-2 text-sm -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
            >
              <ServerIcon server={server} size={22} />
              <span dir="auto" className="min-w-0 truncate">
                {server.name}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function MessageButton({ userId, onLeave }: { userId: string; onLeave: () => void }) {
  const start = useOpenConversation(userId, onLeave)
  return (
    <>
      <FormError message={start.error ? describeError(start.error) : undefined} />
      <Button variant="primary" pending={start.isPending} onClick={() => start.mutate()}>
        <MessageCircle aria-hidden className="size-4" />
        {t`Message`}
      </Button>
    </>
  )
}
