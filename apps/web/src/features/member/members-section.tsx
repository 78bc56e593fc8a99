import type { Member } from '@parley/contracts/server'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { UserMinus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { describeError } from '../../ui/error-message.ts'
import { TextField } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Skeleton, SkeletonGroup } from '../../ui/skeleton.tsx'
import { countMembers } from '../server/count-members.ts'
import { serverQuery } from '../server/server-queries.ts'
import { useMembers } from './member-queries.ts'

const route = getRouteApi('/signed-in/servers/$serverId/settings')

const joined = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

/** The server's members, with a way for its owner to remove one. */
export function MembersSection() {
  const { serverId } = route.useParams()
  const { data: server } = useQuery(serverQuery(serverId))
  const query = useMembers(serverId)
  const [filter, setFilter] = useState('')
  const [removing, setRemoving] = useState<Member>()

  const wanted = filter.trim().toLowerCase()
  const members = (query.data?.pages ?? [])
    .flatMap((page) => page.members)
    .filter(({ user }) => `${user.displayName}\n${user.username}`.toLowerCase().includes(wanted))

  return (
    <Section title="Members" {...(server && { description: countMembers(server.memberCount) })}>
      <TextField
        label="Find a member"
        type="search"
        placeholder="Name or username"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      {query.isPending && <RowsSkeleton />}
      {query.isError && <p className="mt-4 text-danger">{describeError(query.error)}</p>}
      {query.data && (
        <ul className="mt-4 flex flex-col divide-y divide-line rounded-2xl border border-line bg-raised [--avatar-ground:var(--color-raised)]">
          {members.map((member) => (
            <li key={member.userId} className="flex items-center gap-3 py-2.5 pr-2 pl-4">
              <Avatar user={member.user} size={36} />
              <div className="min-w-0 grow">
                <p className="truncate font-medium">{member.user.displayName}</p>
                <p className="truncate text-sm text-muted">
                  @{member.user.username} · joined {joined.format(new Date(member.joinedAt))}
                </p>
              </div>
              {member.userId === server?.ownerId ? (
                <span className="shrink-0 pr-2 text-sm text-muted">Owner</span>
              ) : (
                <IconButton
                  label={`Remove ${member.user.displayName}`}
                  tone="danger"
                  onClick={() => setRemoving(member)}
                >
                  <UserMinus />
                </IconButton>
              )}
            </li>
          ))}
          {members.length === 0 && <li className="p-4 text-muted">Nobody here is called that.</li>}
        </ul>
      )}
      {query.hasNextPage && (
        <Button className="mt-4" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRemoving(undefined)}
          title={`Remove ${removing.user.displayName}?`}
          description="They are out at once. With an invite link they can join again."
          confirmLabel="Remove"
          onConfirm={() => api.removeMember({ params: { serverId, userId: removing.userId } })}
        />
      )}
    </Section>
  )
}

function RowsSkeleton() {
  return (
    <SkeletonGroup label="Loading members" className="mt-4 flex flex-col gap-4">
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex items-center gap-3">
          <Skeleton className="size-9 rounded-full" />
          <Skeleton className="h-4 w-40" />
        </div>
      ))}
    </SkeletonGroup>
  )
}
