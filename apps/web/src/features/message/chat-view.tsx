import type { Author } from '@parley/contracts/user'
import { memo, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import type { Target } from '../../realtime/target.ts'
import { soonPart } from '../../ui/lazy-part.tsx'
import { Announcer } from './announcer.tsx'
import { type Chat, ChatContext, createChatStore, leaveChat, useChat, useChatState } from './chat-store.ts'
import { Composer } from './composer/composer.tsx'
import { readEdit } from './composer/drafts.ts'
import { EditTracker } from './edit-tracker.tsx'
import { DeleteMessageDialog } from './lazy-dialogs.ts'
import { LinkedMessage } from './linked-message.tsx'
import { MessageList } from './message-list.tsx'
import { ReadTracker } from './read-tracker.tsx'
import { TypingLine } from './typing-line.tsx'

/** They lie over the messages, so these need not wait for them. */
const ListNotices = soonPart(() => import('./list-notices.tsx').then((module) => module.ListNotices))

export interface ChatViewProps extends Target {
  /** Of the channel, or of who one talks with. */
  name: string
  /** With whom, if it is one person. */
  partner?: Author | undefined
  /** The server of a channel. */
  serverId?: string | undefined
  /** The message that the address names. */
  messageId?: string | undefined
  /** Whether it is the open one: when it becomes that again it is drawn anew, from what is known by then. */
  isShown: boolean
}

/** The messages of a channel or a conversation and where one writes; a `key` per channel keeps them apart. */
export const ChatView = memo(function ChatView({
  kind,
  channelId,
  name,
  partner,
  serverId,
  messageId: startId,
}: ChatViewProps) {
  const { connection, selfId } = useRealtime()
  const [parts] = useState(
    (): Omit<Chat, 'kind' | 'channelId' | 'name' | 'partner' | 'serverId' | 'startId'> => ({
      store: createChatStore(readEdit(selfId, channelId)),
      list: { current: null },
      jump: { current: null },
      composer: { current: null },
      editor: { current: null },
    }),
  )
  const chat = useMemo(
    (): Chat => ({ kind, channelId, name, partner, serverId, startId, ...parts }),
    [kind, channelId, name, partner, serverId, startId, parts],
  )

  // What is looked at: until there is a list, what it will begin with.
  const anchor = useEffectEvent(() => (parts.list.current ? parts.list.current.anchor() : (startId ?? null)))
  useEffect(() => connection.open({ kind, channelId }, { anchor: () => anchor() }), [connection, kind, channelId])
  const beginToWrite = useEffectEvent(() => {
    // Not out of a menu or dialog that somebody was quick enough to open.
    const isElsewhere = document.activeElement?.closest('[role="menu"], [role="dialog"], [role="alertdialog"]')
    const leadsElsewhere = isElsewhere || startId !== undefined
    if (matchMedia('(hover: hover)').matches && !leadsElsewhere) parts.composer.current?.focus({ preventScroll: true })
  })
  useEffect(() => beginToWrite(), [])
  useEffect(() => () => leaveChat(parts.store), [parts])

  return (
    <ChatContext value={chat}>
      <div className="relative flex min-h-0 grow flex-col">
        <MessageList />
        <ListNotices />
      </div>
      <Composer />
      <TypingLine />
      <EditTracker />
      <ReadTracker />
      <LinkedMessage id={startId} />
      <Announcer />
      <DeletingMessage />
    </ChatContext>
  )
})

/** Asks before the message that somebody wants to delete is gone. */
function DeletingMessage() {
  const { store } = useChat()
  const message = useChatState((state) => state.deleting)
  return (
    message && <DeleteMessageDialog message={message} open onOpenChange={() => store.setState({ deleting: null })} />
  )
}
