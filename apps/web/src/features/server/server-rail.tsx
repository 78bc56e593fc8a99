import type { Server } from '@parley/contracts/server'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Plus, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { openQuickSwitcher, quickSwitcherKey } from '../../app/quick-switcher-key.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { Mark } from '../../ui/wordmark.tsx'
import { useConversationsUnread, useServerUnread } from '../read-state/unread.ts'
import { AddServerDialog } from './add-server-dialog.tsx'
import { ServerIcon } from './server-icon.tsx'
import { serversQuery } from './server-queries.ts'

const slot = 'relative flex w-full shrink-0 justify-center py-1'
const tile =
  'relative flex size-12 items-center justify-center rounded-[30%] outline-offset-3 transition-transform active:scale-95'

/** The column of servers at the left edge: home, one's servers, and a way to add one. */
export function ServerRail({ className }: { className?: string }) {
  const servers = useQuery(serversQuery)
  const [adding, setAdding] = useState(false)
  return (
    <nav
      aria-label="Servers"
      className={classNames(
        'flex w-18 shrink-0 flex-col items-center overflow-y-auto bg-rail py-3 [scrollbar-width:none]',
        className,
      )}
    >
      <HomeLink />
      <FindButton />
      <hr className="my-2 w-8 shrink-0 border-line" />
      <ul className="flex w-full flex-col">
        {servers.data?.map((server) => (
          <li key={server.id}>
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
          Retry
        </Button>
      )}
      <div className={slot}>
        <Tooltip content="Add a server" side="right">
          <button
            type="button"
            aria-label="Add a server"
            onClick={() => setAdding(true)}
            className={classNames(tile, 'border-2 border-dashed border-line-strong text-accent hover:border-accent')}
          >
            <Plus aria-hidden />
          </button>
        </Tooltip>
      </div>
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
  const unread = useConversationsUnread()
  return (
    <Tooltip content="Home" side="right">
      <Link to="/conversations" className={slot} activeOptions={{ includeSearch: false }}>
        {({ isActive }) => (
          <>
            <Here active={isActive} unread={unread > 0} />
            <span className={classNames(tile, isActive ? 'bg-accent-soft' : 'bg-surface hover:bg-accent-soft')}>
              <Mark className="size-7" />
              <span className="sr-only">Home</span>
              <RailBadge count={unread} />
            </span>
          </>
        )}
      </Link>
    </Tooltip>
  )
}

function FindButton() {
  return (
    <div className={slot}>
      <Tooltip content={`Jump to (${quickSwitcherKey})`} side="right">
        <button
          type="button"
          aria-label="Jump to a channel or person"
          onClick={openQuickSwitcher}
          className={classNames(tile, 'bg-surface text-muted hover:bg-accent-soft hover:text-text')}
        >
          <Search aria-hidden className="size-5.5" />
        </button>
      </Tooltip>
    </div>
  )
}

function ServerLink({ server }: { server: Server }) {
  const unread = useServerUnread(server.id)
  // Its settings live under another path, and are still this server.
  const active = useParams({ strict: false }).serverId === server.id
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (active) link.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <Tooltip content={server.name} side="right">
      <Link
        ref={link}
        to="/channels/$serverId"
        params={{ serverId: server.id }}
        aria-current={active ? 'page' : undefined}
        className={slot}
      >
        <Here active={active} unread={unread > 0} />
        <span className={tile}>
          <ServerIcon server={server} />
          <span className="sr-only">{server.name}</span>
          <RailBadge count={unread} />
        </span>
      </Link>
    </Tooltip>
  )
}

function RailBadge({ count }: { count: number }) {
  return <Badge count={count} label={`, ${count} unread`} className="absolute -right-1.5 -bottom-1 ring-3 ring-rail" />
}
