import { plural, t } from '@lingui/core/macro'
import type { Server } from '@parley/contracts/server'
import { useQuery } from '@tanstack/react-query'
import { Plus, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { conversationsPath, serverPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { useIsAt, usePlace } from '../../app/router/place.ts'
import { toggleShellDialog } from '../../app/shell-dialogs.tsx'
import { describeShortcut } from '../../app/shortcuts.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { Mark } from '../../ui/wordmark.tsx'
import {
  type Attention,
  useConversationsAttention,
  useServerAttention,
  useWaitingServerIds,
} from '../read-state/attention.ts'
import { MoreUnread, unreadRow, useUnreadOutOfSight } from '../read-state/more-unread.tsx'
import { AddServerDialog } from './lazy-dialogs.ts'
import { ServerContextMenu } from './server-context-menu.tsx'
import { ServerIcon } from './server-icon.tsx'
import { serversQuery } from './server-queries.ts'

const slot = 'relative flex w-full shrink-0 scroll-my-2 justify-center py-1'
const tile =
  'relative flex size-12 items-center justify-center rounded-[30%] outline-offset-3 transition-transform active:scale-95'

/** The column of servers at the left edge: home, one's servers, and a way to add one. */
export function ServerRail({ className }: { className?: string }) {
  const servers = useQuery(serversQuery)
  const [adding, setAdding] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const waiting = useWaitingServerIds()
  const hidden = useUnreadOutOfSight(list, waiting.join())
  return (
    <nav
      aria-label={t`Servers`}
      className={classNames(
        'flex w-18 shrink-0 flex-col items-center swipeable overflow-y-auto bg-rail pt-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))] [scrollbar-width:none]',
        className,
      )}
    >
      {hidden.above && <MoreUnread side="above" list={list} isSlim />}
      <HomeLink />
      <FindButton />
      <hr className="my-2 w-8 shrink-0 border-line" />
      <ul ref={list} className="flex w-full flex-col">
        {servers.data?.map((server) => (
          <li key={server.id} {...(waiting.includes(server.id) && unreadRow)}>
            <ServerLink server={server} />
          </li>
        ))}
      </ul>
      {servers.isPending &&
        [0, 1, 2].map((index) => (
          <div key={index} className={slot}>
            <Skeleton className="size-12 rounded-[30%]" />
          </div>
        ))}
      {servers.isError && (
        <Button size="small" variant="quiet" onClick={() => void servers.refetch()}>
          {t`Retry`}
        </Button>
      )}
      {/* Below the servers: it comes with them, or it would move. */}
      {!servers.isPending && (
        <div className={slot}>
          <Tooltip content={t`Add a server`} side="right">
            <button
              type="button"
              aria-label={t`Add a server`}
              onClick={() => setAdding(true)}
              className={classNames(tile, 'border-2 border-dashed border-line-strong text-accent hover:border-accent')}
            >
              <Plus aria-hidden />
            </button>
          </Tooltip>
        </div>
      )}
      {hidden.below && <MoreUnread side="below" list={list} isSlim />}
      <AddServerDialog open={adding} onOpenChange={setAdding} />
    </nav>
  )
}

/** The bar at the edge that says where one is. */
function Here({ active, unread }: { active: boolean; unread: boolean }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'absolute top-1/2 left-0 w-1 -translate-y-1/2 rounded-r-full bg-text transition-[height]',
        active ? 'h-9' : unread ? 'h-2' : 'h-0',
      )}
    />
  )
}

function HomeLink() {
  const attention = useConversationsAttention()
  const isActive = useIsAt(conversationsPath)
  return (
    <Tooltip content={t`Home`} side="right">
      <Link to={conversationsPath} className={slot}>
        <Here active={isActive} unread={attention.unread > 0} />
        <span className={classNames(tile, isActive ? 'bg-accent-soft' : 'bg-surface hover:bg-accent-soft')}>
          <Mark className="size-7" />
          <span className="sr-only">{t`Home`}</span>
          <RailBadge {...attention} />
        </span>
      </Link>
    </Tooltip>
  )
}

function FindButton() {
  const key = describeShortcut('quick-switcher')
  return (
    <div className={slot}>
      <Tooltip content={t`Jump to (${key})`} side="right">
        <button
          type="button"
          aria-label={t`Jump to a channel or person`}
          onClick={() => toggleShellDialog('quick-switcher')}
          className={classNames(tile, 'bg-surface text-muted hover:bg-accent-soft hover:text-text')}
        >
          <Search aria-hidden className="size-5.5" />
        </button>
      </Tooltip>
    </div>
  )
}

function ServerLink({ server }: { server: Server }) {
  const attention = useServerAttention(server.id)
  // Its settings live under another path, and are still this server.
  const active = usePlace(({ params }) => params.serverId === server.id)
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (active) link.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <ServerContextMenu
      server={server}
      trigger={
        <div>
          <Tooltip content={server.name} side="right">
            <Link ref={link} to={serverPath(server.id)} aria-current={active ? 'page' : undefined} className={slot}>
              <Here active={active} unread={attention.unread > 0} />
              <span className={tile}>
                <ServerIcon server={server} />
                <span className="sr-only">{server.name}</span>
                <RailBadge {...attention} />
              </span>
            </Link>
          </Tooltip>
        </div>
      }
    />
  )
}

/** A number only for what is meant for one; the bar at the edge shows the rest, and screen readers hear it. */
function RailBadge({ unread, personal }: Attention) {
  if (personal === 0) {
    return unread > 0 && <span className="sr-only">, {plural(unread, { one: '# unread', other: '# unread' })}</span>
  }
  return (
    <Badge
      count={personal}
      label={`, ${plural(unread, { one: '# unread', other: '# unread' })}`}
      className="absolute -right-1.5 -bottom-1 ring-3 ring-rail"
    />
  )
}
