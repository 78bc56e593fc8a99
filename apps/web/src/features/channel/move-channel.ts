import type { Channel } from '@parley/contracts/channel'

/** Where a channel goes: beside another. */
export interface Place {
  side: 'before' | 'after'
  /** Id of the channel it goes beside. */
  besideId: string
}

export type Direction = 'up' | 'down' | 'top' | 'bottom'

/** Where a channel goes from its place among those of its kind; nowhere from the end. */
export function placeTowards(
  direction: Direction,
  id: string,
  channels: readonly Pick<Channel, 'id'>[],
): Place | undefined {
  const index = channels.findIndex((channel) => channel.id === id)
  const beside = { up: channels[index - 1], down: channels[index + 1], top: channels[0], bottom: channels.at(-1) }
  const besideId = beside[direction]?.id
  if (besideId === undefined || besideId === id) return undefined
  return { side: direction === 'up' || direction === 'top' ? 'before' : 'after', besideId }
}

/** The ids of a server's channels, in order, after one has been put elsewhere. */
export function moveChannel(channels: readonly Channel[], id: string, { side, besideId }: Place): string[] {
  const others = channels.map((channel) => channel.id).filter((other) => other !== id)
  const index = others.indexOf(besideId)
  if (index < 0) return channels.map((channel) => channel.id)
  return others.toSpliced(side === 'before' ? index : index + 1, 0, id)
}
