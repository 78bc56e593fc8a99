import type { ServerDetail } from '@parley/contracts/server'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { soonPart } from '../../ui/lazy-part.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useIsNarrow } from '../../ui/use-media-query.ts'
import { CreateChannelDialog } from '../channel/lazy-dialogs.ts'
import { InviteDialog } from '../invite/lazy-dialogs.ts'
import { LeaveServerDialog } from './lazy-dialogs.ts'
import type { ServerAction } from './server-menu-panels.tsx'

const ServerMenuPanel = soonPart(() => import('./server-menu-panels.tsx').then((module) => module.ServerMenuPanel))

/** A server's name above its channels, with what one can do about the server. */
export function ServerMenu({ server }: { server: ServerDetail }) {
  // Where the list of channels is a page of its own, this is its title.
  const Heading = useIsNarrow() ? 'h1' : 'h2'
  const [dialog, setDialog] = useState<ServerAction>()
  const dialogProps = (name: typeof dialog) => ({
    server,
    open: dialog === name,
    onOpenChange: (open: boolean) => setDialog(open ? name : undefined),
  })
  return (
    <>
      <Heading className="size-full">
        <Menu
          trigger={
            <button
              type="button"
              className="group flex size-full items-center gap-2 px-4 text-left font-semibold -outline-offset-2 hover:bg-hover data-[state=open]:bg-active"
            >
              <span dir="auto" className="min-w-0 grow truncate text-left">
                {server.name}
              </span>
              <ChevronDown
                aria-hidden
                className="size-4.5 shrink-0 text-muted transition-transform group-data-[state=open]:rotate-180"
              />
            </button>
          }
        >
          {(opened) => <ServerMenuPanel {...opened} server={server} onChoose={setDialog} />}
        </Menu>
      </Heading>
      <InviteDialog {...dialogProps('invite')} />
      <CreateChannelDialog {...dialogProps('create-channel')} />
      <LeaveServerDialog {...dialogProps('leave')} />
    </>
  )
}
