import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import type { Member } from '@parley/contracts/server'
import type { PresenceStatus } from '@parley/contracts/user'
import { useQuery } from '@tanstack/react-query'
import { Crown, UserPlus } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { VList, type VListHandle } from 'virtua'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { describeError } from '../../ui/error-message.ts'
import { presenceLabel } from '../../ui/presence-dot.tsx'
import { InviteDialog } from '../invite/lazy-dialogs.ts'
import { usePresence, usePresences } from '../presence/presence-store.ts'
import { serverQuery } from '../server/server-queries.ts'
import { UserPopover } from '../user/user-popover.tsx'
import { useSelf } from '../user/user-queries.ts'
import { groupMembers, type MemberGroup, type MemberRow, sortMembers } from './group-members.ts'
import { MemberContextMenu } from './member-context-menu.tsx'
import { MemberListSkeleton } from './member-list-skeleton.tsx'
import { useMembers } from './member-queries.ts'

const rowHeight = 44

/** Everybody in a server, those online first. */
export function MemberList({ serverId }: { serverId: string }) {
  const { query, members, fetchMore } = useMembers(serverId)
  const { data: server } = useQuery(serverQuery(serverId))
  const total = server?.memberCount ?? 0
  const presences = usePresences()
  const [inviting, setInviting] = useState(false)

  const sorted = useMemo(() => sortMembers(members), [members])
  const rows = useMemo(
    () => groupMembers(sorted, (member) => presences[member.userId]?.status ?? member.status, total),
    [sorted, presences, total],
  )

  if (query.isPending) return <MemberListSkeleton />
  if (query.isError && members.length === 0) {
    return (
      <div className="flex flex-col items-start gap-3 p-4 text-sm">
        <p className="text-muted">{describeError(query.error)}</p>
        <Button size="small" onClick={() => void query.refetch()}>
          {t`Try again`}
        </Button>
      </div>
    )
  }
  return (
    <>
      <Rows rows={rows} serverId={serverId} onNearEnd={fetchMore} />
      {total === 1 && <InviteHint onInvite={() => setInviting(true)} />}
      {server && <InviteDialog server={server} open={inviting} onOpenChange={setInviting} />}
    </>
  )
}

const isHeading = (row: MemberRow | undefined) => row !== undefined && 'group' in row

function headingOf({ group, count }: { group: MemberGroup; count: number }): string {
  const shown = i18n.number(count)
  return group === 'online' ? t`Online — ${shown}` : t`Offline — ${shown}`
}

interface RowsProps {
  rows: readonly MemberRow[]
  serverId: string
  onNearEnd: () => void
}

/** The rows, of which only those in view are drawn. One tab stop; the arrow keys move inside. */
function Rows({ rows, serverId, onNearEnd }: RowsProps) {
  const list = useRef<VListHandle>(null)
  const [active, setActive] = useState<{ id: string; byKey: boolean }>()
  const activeIndex = Math.max(
    1,
    rows.findIndex((row) => !isHeading(row) && row.member.userId === active?.id),
  )

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const { currentTarget, key } = event
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length }[key]
    if (step === undefined || !(event.target instanceof HTMLElement) || !currentTarget.contains(event.target)) return
    event.preventDefault()
    const target = Math.min(rows.length - 1, Math.max(1, activeIndex + step))
    const index = isHeading(rows[target]) ? target + Math.sign(step) : target
    const row = rows[index]
    if (!row || isHeading(row)) return
    setActive({ id: row.member.userId, byKey: true })
    list.current?.scrollToIndex(index, { align: 'nearest' })
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the buttons inside, as they bubble
    <div className="flex min-h-0 grow flex-col" onKeyDown={onKeyDown}>
      <VList
        ref={list}
        data={rows}
        tabIndex={-1}
        className="min-h-0 grow swipeable px-2 pb-2 outline-none"
        itemSize={rowHeight}
        keepMounted={[activeIndex]}
        onScroll={(offset) => {
          if (offset > (rows.length - 60) * rowHeight) onNearEnd()
        }}
      >
        {(row, index) =>
          isHeading(row) ? (
            <h2 key={row.group} className="px-2 pt-3 pb-1 text-[0.8125rem] font-semibold text-muted">
              {headingOf(row)}
            </h2>
          ) : (
            <MemberButton
              key={row.member.userId}
              member={row.member}
              serverId={serverId}
              isTabStop={index === activeIndex}
              takesFocus={index === activeIndex && active?.byKey === true}
              onFocus={() => {
                if (row.member.userId !== active?.id) setActive({ id: row.member.userId, byKey: false })
              }}
            />
          )
        }
      </VList>
    </div>
  )
}

interface MemberButtonProps {
  member: Member
  serverId: string
  isTabStop: boolean
  /** An arrow key has led here; the row may only just be drawn. */
  takesFocus: boolean
  onFocus: () => void
}

function MemberButton({ member, serverId, isTabStop, takesFocus, onFocus }: MemberButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!takesFocus) return
    // The list hides a row until it has measured it, and what is hidden cannot have the focus.
    let frame = requestAnimationFrame(function focus() {
      button.current?.focus({ preventScroll: true })
      if (document.activeElement !== button.current) frame = requestAnimationFrame(focus)
    })
    return () => cancelAnimationFrame(frame)
  }, [takesFocus])
  const ownerId = useQuery(serverQuery(serverId)).data?.ownerId
  const selfId = useSelf().id
  const status: PresenceStatus = usePresence(member.userId) ?? member.status
  return (
    <MemberContextMenu member={member} canRemove={selfId === ownerId && selfId !== member.userId}>
      <UserPopover
        user={member.user}
        side="left"
        trigger={
          <button
            type="button"
            ref={button}
            tabIndex={isTabStop ? 0 : -1}
            onFocus={onFocus}
            className={classNames(
              'flex h-11 w-full items-center gap-2.5 rounded-lg px-2 text-left -outline-offset-2 hover:bg-hover data-[state=open]:bg-active',
              status === 'offline' && 'text-muted',
            )}
          >
            <Avatar user={member.user} size={32} status={status} className={status === 'offline' ? 'opacity-60' : ''} />
            <span dir="auto" className="min-w-0 truncate text-[0.9375rem] text-left">
              {member.user.displayName}
            </span>
            <span className="sr-only">, {presenceLabel(status)}</span>
            {member.userId === ownerId && (
              <>
                <Crown aria-hidden className="size-3.5 shrink-0 text-warning" />
                <span className="sr-only">, {t`owner`}</span>
              </>
            )}
          </button>
        }
      />
    </MemberContextMenu>
  )
}

function InviteHint({ onInvite }: { onInvite: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  // Whoever joins takes it away; the page gets its focus, so that the next Tab goes on from there.
  useLayoutEffect(
    () => () => {
      if (button.current === document.activeElement) document.getElementById('main')?.focus({ preventScroll: true })
    },
    [],
  )
  return (
    <div className="flex flex-col items-center gap-3 border-t border-line p-5 text-center text-sm text-muted">
      <p>{t`No one else is here yet. Copy an invite link and send it to your people.`}</p>
      <Button ref={button} size="small" onClick={onInvite}>
        <UserPlus aria-hidden className="size-4" />
        {t`Invite people`}
      </Button>
    </div>
  )
}
