import { Activity, useState } from 'react'
import { compareIds } from '../../realtime/compare-ids.ts'
import { ChatView, type ChatViewProps } from './chat-view.tsx'

/** So many chats are drawn at most, the open one among them. */
const DRAWN = 5

type Open = Omit<ChatViewProps, 'isShown'>

const names = ['channelId', 'kind', 'name', 'partner', 'serverId', 'messageId'] as const satisfies (keyof Open)[]

/**
 * The open chat. Those that were open before it stay drawn for a while, out of sight and without effects, so that going
 * back to one shows what is there already.
 */
export function Chats(open: Open) {
  const [latest, setLatest] = useState([open])
  if (names.some((name) => latest[0]?.[name] !== open[name])) {
    setLatest([open, ...latest.filter(({ channelId }) => channelId !== open.channelId)].slice(0, DRAWN))
  }
  // In an order that stays: an element that is moved forgets where it is scrolled to.
  return latest
    .toSorted((a, b) => compareIds(a.channelId, b.channelId))
    .map((chat) => {
      const isShown = chat.channelId === open.channelId
      return (
        <Activity key={chat.channelId} mode={isShown ? 'visible' : 'hidden'}>
          <ChatView {...chat} isShown={isShown} />
        </Activity>
      )
    })
}
