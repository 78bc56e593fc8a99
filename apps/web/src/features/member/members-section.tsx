import { t } from '@lingui/core/macro'
import type { Member } from '@parley/contracts/server'
import { useQuery } from '@tanstack/react-query'
import { UserMinus } from 'lucide-react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Virtualizer } from 'virtua'
import { useOwnParam } from '../../app/router/place.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { describeError } from '../../ui/error-message.ts'
import { TextField } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Skeleton, SkeletonGroup } from '../../ui/skeleton.tsx'
import { formatDate } from '../message/time.ts'
import { countMembers } from '../server/count-members.ts'
import { serverQuery } from '../server/server-queries.ts'
import { UserPopover } from '../user/user-popover.tsx'
import { sortMembers } from './group-members.ts'
import { useMembers } from './member-queries.ts'
import { RemoveMemberDialog } from './remove-member-dialog.tsx'

/** The server's members, with a way for its owner to remove one. */
export function MembersSection() {
  const serverId = useOwnParam('serverId')
  const { data: server } = useQuery(serverQuery(serverId))
  const { query, members, fetchMore } = useMembers(serverId)
  const [filter, setFilter] = useState('')
  const [removing, setRemoving] = useState<Member>()

  const sorted = useMemo(() => sortMembers(members), [members])
  const wanted = simplify(filter)
  const found = useMemo(
    () => sorted.filter(({ user }) => simplify(`${user.displayName}\n${user.username}`).includes(wanted)),
    [sorted, wanted],
  )

  return (
    <Section title={t`Members`} {...(server && { description: countMembers(server.memberCount) })}>
      <TextField
        label={t`Find a member`}
        type="search"
        placeholder={t`Name or username`}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      {query.isPending && <RowsSkeleton />}
      {query.isError && (
        <div role="alert" className="mt-4 flex flex-col items-start gap-3">
          <p className="text-danger">{describeError(query.error)}</p>
          <Button onClick={() => void query.refetch()}>{t`Try again`}</Button>
        </div>
      )}
      {query.data && found.length === 0 && !query.hasNextPage && (
        <p className="mt-4 text-muted">{t`Nobody here is called that.`}</p>
      )}
      {found.length > 0 && (
        <MemberRows members={found} ownerId={server?.ownerId} onRemove={setRemoving} onNearEnd={fetchMore} />
      )}
      {removing && <RemoveMemberDialog member={removing} onClose={() => setRemoving(undefined)} />}
    </Section>
  )
}

/** Without case and accents: "zoe" finds "Zoë". */
function simplify(text: string): string {
  return text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

interface MemberRowsProps {
  members: Member[]
  ownerId: string | undefined
  onRemove: (member: Member) => void
  onNearEnd: () => void
}

/** The rows, of which only those in view are drawn, in the page's own scrolling. */
function MemberRows({ members, ownerId, onRemove, onNearEnd }: MemberRowsProps) {
  const box = useRef<HTMLDivElement>(null)
  const page = useRef<HTMLElement>(null)
  const [above, setAbove] = useState<number>()
  useLayoutEffect(() => {
    page.current = box.current?.closest('main') ?? null
    if (!box.current || !page.current) return
    setAbove(
      box.current.getBoundingClientRect().top - page.current.getBoundingClientRect().top + page.current.scrollTop,
    )
  }, [])
  return (
    <div ref={box} className="mt-4 rounded-2xl border border-line bg-raised [--avatar-ground:var(--color-raised)]">
      {above !== undefined && (
        <Virtualizer
          as="ul"
          item="li"
          scrollRef={page}
          startMargin={above}
          itemSize={60}
          data={members}
          onScroll={(offset) => {
            if (offset > (members.length - 60) * 60) onNearEnd()
          }}
        >
          {(member, index) => (
            <MemberRow
              key={member.userId}
              member={member}
              isOwner={member.userId === ownerId}
              isLast={index === members.length - 1}
              onRemove={() => onRemove(member)}
            />
          )}
        </Virtualizer>
      )}
    </div>
  )
}

interface MemberRowProps {
  member: Member
  isOwner: boolean
  isLast: boolean
  onRemove: () => void
}

function MemberRow({ member, isOwner, isLast, onRemove }: MemberRowProps) {
  const { user, joinedAt } = member
  const joined = formatDate(new Date(joinedAt), { dateStyle: 'medium' })
  const name = user.displayName
  return (
    <div className={classNames('flex items-center gap-1 border-line py-1 pr-2 pl-1.5', !isLast && 'border-b')}>
      <UserPopover
        user={user}
        side="bottom"
        trigger={
          <button
            type="button"
            className="flex min-h-12 min-w-0 grow items-center gap-3 rounded-xl px-2.5 text-left hover:bg-hover data-[state=open]:bg-active"
          >
            <Avatar user={user} size={36} />
            <span className="min-w-0 grow">
              <span dir="auto" className="block truncate font-medium text-left">
                {name}
              </span>
              <span className="block truncate text-sm text-muted">{t`@${user.username} · joined ${joined}`}</span>
            </span>
          </button>
        }
      />
      {isOwner ? (
        <span className="shrink-0 pr-2 text-sm text-muted">{t`Owner`}</span>
      ) : (
        <IconButton label={t`Remove ${name}`} tone="danger" onClick={onRemove}>
          <UserMinus />
        </IconButton>
      )}
    </div>
  )
}

function RowsSkeleton() {
  return (
    <SkeletonGroup label={t`Loading members`} className="mt-4 flex flex-col gap-4">
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex items-center gap-3">
          <Skeleton className="size-9 rounded-full" />
          <Skeleton className="h-4 w-40" />
        </div>
      ))}
    </SkeletonGroup>
  )
}
