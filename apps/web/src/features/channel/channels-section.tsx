import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import type { ServerDetail } from '@parley/contracts/server'
import { useQuery } from '@tanstack/react-query'
import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Ellipsis,
  GripVertical,
  Hash,
  Pencil,
  Plus,
  Trash2,
  Volume2,
} from 'lucide-react'
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
import { CreateChannelDialog, DeleteChannelDialog, EditChannelDialog } from './lazy-dialogs.ts'
import { moveChannel, type Place } from './move-channel.ts'
import { useChannelDrag } from './use-channel-drag.ts'
import { useChannelOrder } from './use-channel-order.ts'

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
  const order = useChannelOrder(server.id)
  const close = () => setDialog(undefined)

  /** Moves a channel among those of its kind. */
  function move(channels: readonly Channel[], id: string, place: Place) {
    const channelIds = moveChannel(server.channels, id, place)
    order(channelIds)
    const shown = channelIds.filter((channelId) => channels.some((channel) => channel.id === channelId))
    const name = channels.find((channel) => channel.id === id)?.name ?? ''
    const position = shown.indexOf(id) + 1
    const count = shown.length
    setMoved(t`${name} is now number ${position} of ${count}`)
  }

  function listOf(channels: readonly Channel[]) {
    return (
      <ol className="flex flex-col rounded-2xl border border-line bg-raised">
        {channels.map((channel, index) => (
          <ChannelSetting
            key={channel.id}
            channel={channel}
            isFirst={index === 0}
            isLast={index === channels.length - 1}
            onMove={(id, place) => move(channels, id, place)}
            onMoveTo={(target) => {
              const beside = {
                up: channels[index - 1],
                down: channels[index + 1],
                top: channels[0],
                bottom: channels.at(-1),
              }[target]
              const side = target === 'up' || target === 'top' ? 'before' : 'after'
              if (beside) move(channels, channel.id, { side, besideId: beside.id })
            }}
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
  isFirst: boolean
  isLast: boolean
  onMove: (id: string, place: Place) => void
  onMoveTo: (target: 'up' | 'down' | 'top' | 'bottom') => void
  onEdit: () => void
  onDelete: () => void
}

function ChannelSetting({ channel, isFirst, isLast, onMove, onMoveTo, onEdit, onDelete }: ChannelSettingProps) {
  const row = useRef<HTMLLIElement>(null)
  const { isDragged, dropSide } = useChannelDrag(row, channel, onMove)
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
      {dropSide && (
        <span
          aria-hidden
          className={classNames(
            'pointer-events-none absolute inset-x-0 z-10 h-0.5 bg-accent',
            dropSide === 'before' ? 'top-0' : 'bottom-0',
          )}
        />
      )}
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
            <MenuItem icon={<ArrowUp />} disabled={isFirst} onSelect={() => onMoveTo('up')}>
              {t`Move up`}
            </MenuItem>
            <MenuItem icon={<ArrowDown />} disabled={isLast} onSelect={() => onMoveTo('down')}>
              {t`Move down`}
            </MenuItem>
            <MenuItem icon={<ArrowUpToLine />} disabled={isFirst} onSelect={() => onMoveTo('top')}>
              {t`Move to the top`}
            </MenuItem>
            <MenuItem icon={<ArrowDownToLine />} disabled={isLast} onSelect={() => onMoveTo('bottom')}>
              {t`Move to the bottom`}
            </MenuItem>
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
