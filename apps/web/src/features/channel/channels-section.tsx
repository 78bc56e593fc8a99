import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import type { ServerDetail } from '@parley/contracts/server'
import { useQuery } from '@tanstack/react-query'
import { Ellipsis, GripVertical, Hash, Pencil, Plus, Trash2, Volume2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useOwnParam } from '../../app/router/place.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { MenuItem, MenuSeparator } from '../../ui/menu-items.tsx'
import { MenuPanel } from '../../ui/menu-panel.tsx'
import { serverQuery } from '../server/server-queries.ts'
import { kindOf, textChannels, voiceChannels } from './channel-queries.ts'
import { DropLine } from './drop-line.tsx'
import { CreateChannelDialog, DeleteChannelDialog, EditChannelDialog } from './lazy-dialogs.ts'
import { MoveChannelItems } from './move-channel-items.tsx'
import { useChannelDrag } from './use-channel-drag.ts'
import { useChannelMove } from './use-channel-move.ts'

/** The server's channels: make, change, order, delete. */
export function ChannelsSection() {
  const serverId = useOwnParam('serverId')
  const { data: server } = useQuery(serverQuery(serverId))
  return server ? <Channels server={server} /> : null
}

type OpenDialog = { name: 'create' } | { name: 'edit' | 'delete'; channel: Channel }

function Channels({ server }: { server: ServerDetail }) {
  const [dialog, setDialog] = useState<OpenDialog>()
  const [moved, setMoved] = useState('')
  const close = () => setDialog(undefined)

  function listOf(channels: readonly Channel[]) {
    return (
      <ol className="flex flex-col rounded-2xl border border-line bg-raised">
        {channels.map((channel) => (
          <ChannelSetting
            key={channel.id}
            channel={channel}
            onMoved={setMoved}
            onEdit={() => setDialog({ name: 'edit', channel })}
            onDelete={() => setDialog({ name: 'delete', channel })}
          />
        ))}
        {channels.length === 0 && <li className="p-4 text-muted">{t`No channels yet.`}</li>}
      </ol>
    )
  }

  return (
    <Section
      title={t`Channels`}
      description={t`Everybody sees them in this order. Drag a channel to move it, or use its menu.`}
    >
      <h3 className="mb-2 text-sm font-semibold text-muted">{t`Text channels`}</h3>
      {listOf(textChannels(server.channels))}
      <h3 className="mt-6 mb-2 text-sm font-semibold text-muted">{t`Voice channels`}</h3>
      {listOf(voiceChannels(server.channels))}
      <output className="sr-only">{moved}</output>
      <Button className="mt-4" onClick={() => setDialog({ name: 'create' })}>
        <Plus aria-hidden className="size-4" />
        {t`Create channel`}
      </Button>
      <CreateChannelDialog server={server} open={dialog?.name === 'create'} onOpenChange={close} />
      {dialog?.name === 'edit' && <EditChannelDialog channel={dialog.channel} open onOpenChange={close} />}
      {dialog?.name === 'delete' && <DeleteChannelDialog channel={dialog.channel} open onOpenChange={close} />}
    </Section>
  )
}

interface ChannelSettingProps {
  channel: Channel
  /** Is told where it is now, in a sentence. */
  onMoved: (sentence: string) => void
  onEdit: () => void
  onDelete: () => void
}

function ChannelSetting({ channel, onMoved, onEdit, onDelete }: ChannelSettingProps) {
  const row = useRef<HTMLLIElement>(null)
  const move = useChannelMove(channel.serverId)
  const { isDragged, dropSide } = useChannelDrag(row, channel, (id, place) => onMoved(move(id, place)))
  const { name, topic } = channel
  const Icon = kindOf(channel) === 'voice' ? Volume2 : Hash
  return (
    <li
      ref={row}
      className={classNames(
        'relative flex min-h-14 cursor-grab items-center gap-1 py-1.5 pr-2 pl-2.5 [contain-intrinsic-block-size:auto_3.5rem] [content-visibility:auto] not-first:border-t not-first:border-line',
        isDragged && 'opacity-40',
      )}
    >
      <DropLine side={dropSide} />
      <GripVertical aria-hidden className="size-4.5 shrink-0 text-muted opacity-60" />
      <Icon aria-hidden className="mx-1 size-4.5 shrink-0 text-muted" />
      <div className="min-w-0 grow">
        <p dir="auto" className="truncate font-medium text-left">
          {name}
        </p>
        {topic && (
          <p dir="auto" className="truncate text-sm text-muted text-left">
            {topic}
          </p>
        )}
      </div>
      <Menu
        trigger={
          <IconButton label={t`Options for ${name}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        {(opened) => (
          <MenuPanel {...opened} align="end">
            <MoveChannelItems channel={channel} onMoved={onMoved} />
            <MenuSeparator />
            <MenuItem icon={<Pencil />} onSelect={onEdit}>
              {t`Edit channel`}
            </MenuItem>
            <MenuItem icon={<Trash2 />} tone="danger" onSelect={onDelete}>
              {t`Delete channel`}
            </MenuItem>
          </MenuPanel>
        )}
      </Menu>
    </li>
  )
}
