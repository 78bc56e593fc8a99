import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { attachClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/attach-closest-edge'
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge'
import type { Channel } from '@parley/contracts/channel'
import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import type { Place } from './move-channel.ts'

const kind = Symbol('channel')

interface ChannelDrag {
  /** It is on its way. */
  isDragged: boolean
  /** What is dragged would be dropped on this side of it. */
  dropSide: Place['side'] | undefined
}

/** Lets a channel's row be dragged, and others of its kind be dropped beside it. `onDrop` is told which. */
export function useChannelDrag(
  row: RefObject<HTMLElement | null>,
  { id, type }: Channel,
  onDrop: (droppedId: string, place: Place) => void,
): ChannelDrag {
  const [isDragged, setDragged] = useState(false)
  const [dropSide, setDropSide] = useState<Place['side']>()
  const drop = useEffectEvent(onDrop)

  useEffect(() => {
    const element = row.current
    if (!element) return
    const sideOf = (data: Record<string | symbol, unknown>) => (extractClosestEdge(data) === 'top' ? 'before' : 'after')
    return combine(
      draggable({
        element,
        getInitialData: () => ({ kind, id, type }),
        onDragStart: () => setDragged(true),
        onDrop: () => setDragged(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source: { data } }) => data.kind === kind && data.type === type && data.id !== id,
        getData: ({ input }) => attachClosestEdge({}, { element, input, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => setDropSide(sideOf(self.data)),
        onDragLeave: () => setDropSide(undefined),
        onDrop: ({ source, self }) => {
          setDropSide(undefined)
          drop(String(source.data.id), { side: sideOf(self.data), besideId: id })
        },
      }),
    )
  }, [row, id, type])

  return { isDragged, dropSide }
}
