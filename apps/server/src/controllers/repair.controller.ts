import type { Bus } from '../lib/bus.ts'
import { logger } from '../lib/logger.ts'
import { messagesRepaired } from '../lib/metrics.ts'
import { findBehind } from '../realtime/progress.ts'
import { publishBehind, publishEventsMissed } from '../realtime/publisher.ts'
import { listOpen } from '../realtime/rooms.ts'
import { listProgress } from '../repositories/channel.repository.ts'

/** Milliseconds between two looks: what got lost between instances is noticed after two. */
const INTERVAL_MS = 2_000

/**
 * Notices what got lost on its way from other instances: their bus was away, or they died between storing a message and
 * telling of it. Connections of this instance are told how far their open channels go, and fetch what they have missed.
 * @returns a function that ends it
 */
export function repairLosses(bus: Bus): () => void {
  const look = async () => {
    const { channelIds, conversationIds } = listOpen()
    const open = [...channelIds, ...conversationIds]
    if (open.length === 0) return
    for (const activity of findBehind(await listProgress(open))) {
      messagesRepaired.inc()
      publishBehind(activity)
    }
  }
  let timer: NodeJS.Timeout
  const repeat = () => {
    timer = setTimeout(() => {
      look()
        .catch((error) => logger.warn({ err: error }, 'could not look for what got lost'))
        .finally(repeat)
    }, INTERVAL_MS)
  }
  repeat()
  // Of everything else that may have got lost there is no count.
  bus.on('back', publishEventsMissed)
  bus.on('lost', (_, saidGoodbye) => {
    if (!saidGoodbye) publishEventsMissed()
  })
  return () => clearTimeout(timer)
}
