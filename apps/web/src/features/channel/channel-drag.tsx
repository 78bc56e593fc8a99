import type { Channel } from '@parley/contracts/channel'
import type { RefObject } from 'react'
import { DropLine } from './drop-line.tsx'
import { useChannelDrag } from './use-channel-drag.ts'
import { useChannelMove } from './use-channel-move.ts'

export interface ChannelDragProps {
  channel: Channel
  row: RefObject<HTMLElement | null>
}

/** Lets a channel's row in the list of its server be dragged to another place among those of its kind. */
export function ChannelDrag(props: ChannelDragProps) {
  // A finger that is held down opens the menu, where the same can be done.
  return matchMedia('(pointer: fine)').matches && <Drag {...props} />
}

function Drag({ channel, row }: ChannelDragProps) {
  const move = useChannelMove(channel.serverId)
  const { isDragged, dropSide } = useChannelDrag(row, channel, (id, place) => void move(id, place))
  return (
    <>
      {isDragged && <span hidden data-dragged />}
      <DropLine side={dropSide} />
    </>
  )
}
