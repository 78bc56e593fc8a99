import type { ChannelActivity } from '@parley/contracts/channel'
import { mentionedUserIds } from '@parley/contracts/mention'
import type { Message } from '@parley/contracts/message'
import type { NotificationLevel } from '@parley/contracts/notification'

export interface NotifierOptions {
  selfId: string
  /** Of which messages of a channel one wants to be told; undefined where the channel is not known. */
  levelOf: (channelId: string) => NotificationLevel | undefined
  /** The newest message of a channel that is not open. */
  fetchNewest: (channelId: string) => Promise<Message | undefined>
  /** Whether somebody looks at the channel, in whichever tab. */
  isOnScreen: (channelId: string) => boolean | Promise<boolean>
  /** Of several tabs, one notifies. */
  isChosen: () => boolean
  notify: (message: Message) => void
}

export interface Notifier {
  /** A message has come in full. */
  receive(message: Message): Promise<void>
  /** Something is new in a channel that is not open. */
  hear(activity: ChannelActivity): Promise<void>
}

/** Milliseconds in which a busy channel is asked for its newest message at most once. */
const FETCH_INTERVAL = 3_000

/** Decides which messages one is told of: once each, not one's own, not what is on screen, as the settings say. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { selfId, levelOf, fetchNewest, isOnScreen, isChosen, notify } = options
  const told = new Map<string, number>()
  const fetchedAt = new Map<string, number>()

  async function receive(message: Message): Promise<void> {
    const { channelId, seq, author, content } = message
    if (author.id === selfId || seq <= (told.get(channelId) ?? 0)) return
    const level = levelOf(channelId)
    if (level === undefined || level === 'none') return
    if (level === 'mentions' && !mentionedUserIds(content).includes(selfId)) return
    told.set(channelId, seq)
    if (!isChosen() || (await isOnScreen(channelId))) return
    notify(message)
  }

  return {
    receive,
    async hear({ channelId, lastSeq }) {
      const now = Date.now()
      if (levelOf(channelId) !== 'all' || !isChosen() || lastSeq <= (told.get(channelId) ?? 0)) return
      if (now - (fetchedAt.get(channelId) ?? 0) < FETCH_INTERVAL) return
      fetchedAt.set(channelId, now)
      const newest = await fetchNewest(channelId).catch(() => undefined)
      if (newest) await receive(newest)
    },
  }
}
