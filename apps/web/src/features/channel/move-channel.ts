import type { Channel } from '@parley/contracts/channel'

/** Where a channel goes: beside another. */
export interface Place {
  side: 'before' | 'after'
  /** Id of the channel it goes beside. */
  besideId: string
}

/** The ids of a server's channels, in order, after one has been put elsewhere. */
export function moveChannel(channels: readonly Channel[], id: string, { side, besideId }: Place): string[] {
  const others = channels.map((channel) => channel.id).filter((other) => other !== id)
  const index = others.indexOf(besideId)
  if (index < 0) return channels.map((channel) => channel.id)
  return others.toSpliced(side === 'before' ? index : index + 1, 0, id)
}
