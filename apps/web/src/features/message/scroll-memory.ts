import type { CacheSnapshot } from 'virtua'
import type { MessageWindow } from '../../realtime/message-window.ts'

interface Remembered {
  offset: number
  sizes: CacheSnapshot
  /** The rows that the sizes are of. */
  generation: number
  firstSeq: number
  hasOlder: boolean
}

const remembered = new Map<string, Remembered>()

/** Keeps where somebody was reading when they left a channel, unless it was the present. */
export function rememberScroll(
  channelId: string,
  window: MessageWindow,
  position: { atBottom: boolean; offset: number; sizes: CacheSnapshot },
): void {
  if (position.atBottom) remembered.delete(channelId)
  else {
    const { offset, sizes } = position
    remembered.set(channelId, { offset, sizes, ...identity(window) })
  }
}

/** Where to go on reading, if the same messages are still there. */
export function recallScroll(channelId: string, window: MessageWindow): Remembered | undefined {
  const found = remembered.get(channelId)
  const { generation, firstSeq, hasOlder } = identity(window)
  return found?.generation === generation && found.firstSeq === firstSeq && found.hasOlder === hasOlder
    ? found
    : undefined
}

function identity({ generation, messages, hasOlder }: MessageWindow) {
  return { generation, firstSeq: messages[0]?.seq ?? 0, hasOlder }
}
