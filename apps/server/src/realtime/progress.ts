import type { ChannelActivity } from '@parley/contracts/channel'

/** How far each open channel has been passed on to the connections of this instance. */
const passedOn = new Map<string, number>()
/** How far the channels went when they were last looked at. */
let lastLook = new Map<string, number>()

/** Called with every message that is passed on, wherever it was sent. */
export function notePassedOn(channelId: string, seq: number): void {
  if (seq > (passedOn.get(channelId) ?? 0)) passedOn.set(channelId, seq)
}

/** Called when somebody has opened a channel and knows it up to there. */
export function noteOpened(channelId: string, lastSeq: number): void {
  // Those who had it open before may know less.
  if (!passedOn.has(channelId)) passedOn.set(channelId, lastSeq)
}

/**
 * Compares how far open channels go with what was passed on.
 * @param progress of all open channels; the others are forgotten
 * @returns those of which something has not been passed on although it was stored before the last look: what is newer
 *   may be on its way
 */
export function findBehind(progress: ChannelActivity[]): ChannelActivity[] {
  const open = new Set(progress.map(({ channelId }) => channelId))
  for (const channelId of passedOn.keys()) if (!open.has(channelId)) passedOn.delete(channelId)
  const behind = progress.filter(({ channelId }) => {
    const before = lastLook.get(channelId)
    return before !== undefined && before > (passedOn.get(channelId) ?? before)
  })
  lastLook = new Map(progress.map(({ channelId, lastSeq }) => [channelId, lastSeq]))
  // Whoever is told once can heal.
  for (const { channelId, lastSeq } of behind) passedOn.set(channelId, lastSeq)
  return behind
}
