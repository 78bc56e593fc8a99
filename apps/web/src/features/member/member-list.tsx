import type { Member } from '@parley/contracts/server'
import type { PresenceStatus } from '@parley/contracts/user'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Crown, UserPlus } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { VList } from 'virtua'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { describeError } from '../../ui/error-message.ts'
import { presenceLabel } from '../../ui/presence-dot.tsx'
import { Skeleton, SkeletonGroup } from '../../ui/skeleton.tsx'
import { InviteDialog } from '../invite/invite-dialog.tsx'
import { usePresence, usePresences } from '../presence/presence-store.ts'
import { serverQuery } from '../server/server-queries.ts'
import { UserPopover } from '../user/user-popover.tsx'
import { groupMembers } from './group-members.ts'
import { membersQuery } from './member-queries.ts'

/** So many are fetched unasked, so that who is online is found wherever in the list they are; more on scrolling. */
const eagerMembers = 5000

/** Everybody in a server, those online first. */
export function MemberList({ serverId }: { serverId: string }) {
  const query = useInfiniteQuery(membersQuery(serverId))
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const presences = usePresences()

  const members = useMemo(() => query.data?.pages.flatMap((page) => page.members) ?? [], [query.data])
  const rows = useMemo(
    () => groupMembers(members, (member) => presences[member.userId]?.status ?? member.status),
    [members, presences],
  )

  const wantsMore = hasNextPage && !isFetching && !isFetchNextPageError
  useEffect(() => {
    if (wantsMore && members.length < eagerMembers) void fetchNextPage()
  }, [wantsMore, members.length, fetchNextPage])

  if (query.isPending) return <MemberListSkeleton />
  if (query.isError && members.length === 0) {
    return (
      <div className="flex flex-col items-start gap-3 p-4 text-sm">
        <p className="text-muted">{describeError(query.error)}</p>
        <Button size="small" onClick={() => void query.refetch()}>
          Try again
        </Button>
      </div>
    )
  }
  return (
    <>
      <VList
        tabIndex={-1}
        className="min-h-0 grow px-2 pb-2 outline-none"
        itemSize={44}
        onScroll={(offset) => {
          if (wantsMore && offset > (rows.length - 60) * 44) void fetchNextPage()
        }}
      >
        {rows.map((row) =>
          'title' in row ? (
            <h2 key={row.title} className="px-2 pt-3 pb-1 text-[0.8125rem] font-semibold text-muted">
              {row.title} — {row.count}
            </h2>
          ) : (
            <MemberRow key={row.member.userId} member={row.member} serverId={serverId} />
          ),
        )}
      </VList>
      {members.length === 1 && <InviteHint serverId={serverId} />}
    </>
  )
}

function MemberRow({ member, serverId }: { member: Member; serverId: string }) {
  const ownerId = useQuery(serverQuery(serverId)).data?.ownerId
  const status: PresenceStatus = usePresence(member.userId) ?? member.status
  return (
    <UserPopover
      user={member.user}
      side="left"
      trigger={
        <button
          type="button"
          className={classNames(
            'flex h-11 w-full items-center gap-2.5 rounded-lg px-2 text-left -outline-offset-2 hover:bg-hover data-[state=open]:bg-active',
            status === 'offline' && 'text-muted',
          )}
        >
          <Avatar user={member.user} size={32} status={status} className={status === 'offline' ? 'opacity-60' : ''} />
          <span className="min-w-0 truncate text-[0.9375rem]">{member.user.displayName}</span>
          <span className="sr-only">, {presenceLabel[status]}</span>
          {member.userId === ownerId && (
            <>
              <Crown aria-hidden className="size-3.5 shrink-0 text-warning" />
              <span className="sr-only">, owner</span>
            </>
          )}
        </button>
      }
    />
  )
}

function InviteHint({ serverId }: { serverId: string }) {
  const { data: server } = useQuery(serverQuery(serverId))
  const [inviting, setInviting] = useState(false)
  if (!server) return null
  return (
    <div className="flex flex-col items-center gap-3 border-t border-line p-5 text-center text-sm text-muted">
      <p>No one else is here yet. Copy an invite link and send it to your people.</p>
      <Button size="small" onClick={() => setInviting(true)}>
        <UserPlus aria-hidden className="size-4" />
        Invite people
      </Button>
      <InviteDialog server={server} open={inviting} onOpenChange={setInviting} />
    </div>
  )
}

function MemberListSkeleton() {
  return (
    <SkeletonGroup label="Loading members" className="flex flex-col gap-3 p-4">
      <Skeleton className="h-3.5 w-20" />
      {['w-24', 'w-28', 'w-20', 'w-32', 'w-16'].map((width) => (
        <div key={width} className="flex items-center gap-2.5">
          <Skeleton className="size-8 rounded-full" />
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </SkeletonGroup>
  )
}
