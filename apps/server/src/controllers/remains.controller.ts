import { enqueuePurges } from '../repositories/job.repository.ts'
import * as remains from '../repositories/remains.repository.ts'

/** Removes what a deleted channel has left behind. Does nothing to one that exists. */
export function purgeChannel(channelId: string, signal: AbortSignal): Promise<void> {
  return remains.purgeChannel(channelId, signal)
}

/** Finds deleted channels of which something is left, as when a job was given up or a backup came without it. */
export async function purgeRemains(signal: AbortSignal): Promise<void> {
  for await (const channelIds of remains.findLostChannels()) {
    signal.throwIfAborted()
    await enqueuePurges(channelIds)
  }
}
