import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowDownToLine, ArrowUp, ArrowUpToLine } from 'lucide-react'
import { MenuItem } from '../../ui/menu-items.tsx'
import { serverQuery } from '../server/server-queries.ts'
import { placeTowards } from './move-channel.ts'
import { channelsLike, useChannelMove } from './use-channel-move.ts'

export interface MoveChannelItemsProps {
  channel: Channel
  /** Is told where it is now, in a sentence. */
  onMoved: (sentence: string) => void
}

/** What dragging a channel does, in its menu. */
export function MoveChannelItems({ channel, onMoved }: MoveChannelItemsProps) {
  const { id, serverId } = channel
  const { data: server } = useQuery(serverQuery(serverId))
  const move = useChannelMove(serverId)
  const channels = channelsLike(channel, server?.channels ?? [])
  const items = [
    { direction: 'up', label: t`Move up`, icon: <ArrowUp /> },
    { direction: 'down', label: t`Move down`, icon: <ArrowDown /> },
    { direction: 'top', label: t`Move to the top`, icon: <ArrowUpToLine /> },
    { direction: 'bottom', label: t`Move to the bottom`, icon: <ArrowDownToLine /> },
  ] as const
  return items.map(({ direction, label, icon }) => {
    const place = placeTowards(direction, id, channels)
    return (
      <MenuItem key={direction} icon={icon} disabled={!place} onSelect={() => place && onMoved(move(id, place))}>
        {label}
      </MenuItem>
    )
  })
}
