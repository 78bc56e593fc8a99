import { t } from '@lingui/core/macro'
import type { ServerDetail } from '@parley/contracts/server'
import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, DoorOpen, Hash, Settings, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { useIsNarrow } from '../../ui/use-media-query.ts'
import { CreateChannelDialog } from '../channel/lazy-dialogs.ts'
import { InviteDialog } from '../invite/lazy-dialogs.ts'
import { ChatMenuItems } from '../notification/chat-menu-items.tsx'
import { useSelf } from '../user/user-queries.ts'
import { LeaveServerDialog } from './lazy-dialogs.ts'

/** A server's name above its channels, with what one can do about the server. */
export function ServerMenu({ server }: { server: ServerDetail }) {
  const isOwner = useSelf().id === server.ownerId
  // Where the list of channels is a page of its own, this is its title.
  const Heading = useIsNarrow() ? 'h1' : 'h2'
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'invite' | 'create-channel' | 'leave'>()
  const dialogProps = (name: typeof dialog) => ({
    server,
    open: dialog === name,
    onOpenChange: (open: boolean) => setDialog(open ? name : undefined),
  })
  return (
    <>
      <Heading className="size-full">
        <Menu
          className="w-58"
          trigger={
            <button
              type="button"
              className="group flex size-full items-center gap-2 px-4 text-left font-semibold -outline-offset-2 hover:bg-hover data-[state=open]:bg-active"
            >
              <span className="min-w-0 grow truncate">{server.name}</span>
              <ChevronDown
                aria-hidden
                className="size-4.5 shrink-0 text-muted transition-transform group-data-[state=open]:rotate-180"
              />
            </button>
          }
        >
          <MenuItem icon={<UserPlus />} onSelect={() => setDialog('invite')}>
            {t`Invite people`}
          </MenuItem>
          {isOwner && (
            <MenuItem icon={<Hash />} onSelect={() => setDialog('create-channel')}>
              {t`Create channel`}
            </MenuItem>
          )}
          {isOwner && (
            <MenuItem
              icon={<Settings />}
              onSelect={() => void navigate({ to: '/servers/$serverId/settings', params: { serverId: server.id } })}
            >
              {t`Server settings`}
            </MenuItem>
          )}
          <MenuSeparator />
          <ChatMenuItems subject={{ kind: 'server', serverId: server.id }} />
          {!isOwner && (
            <>
              <MenuSeparator />
              <MenuItem icon={<DoorOpen />} tone="danger" onSelect={() => setDialog('leave')}>
                {t`Leave server`}
              </MenuItem>
            </>
          )}
        </Menu>
      </Heading>
      <InviteDialog {...dialogProps('invite')} />
      <CreateChannelDialog {...dialogProps('create-channel')} />
      <LeaveServerDialog {...dialogProps('leave')} />
    </>
  )
}
