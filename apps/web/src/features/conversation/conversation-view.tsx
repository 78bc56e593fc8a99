import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Gone } from '../../app/gone.tsx'
import { PageFrame } from '../../app/page-frame.tsx'
import { PageHeader } from '../../app/page-header.tsx'
import { usePageTitle } from '../../app/page-title.ts'
import { conversationsPath } from '../../app/paths.ts'
import { useParam } from '../../app/router/place.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ConversationCall } from '../call/conversation-call.tsx'
import { Chats } from '../message/chats.tsx'
import { MessageListSkeleton } from '../message/message-list-skeleton.tsx'
import { useLostLink } from '../message/use-lost-link.ts'
import { useSelf } from '../user/user-queries.ts'
import { ConversationHeader } from './conversation-header.tsx'
import { conversationsQuery } from './conversation-queries.ts'
import { describeConversation } from './describe-conversation.ts'

/** One conversation: whom it is with, and the chat. */
export function ConversationView({ conversationId }: { conversationId: string }) {
  const self = useSelf()
  const messageId = useParam('messageId')
  const { data: conversations } = useQuery(conversationsQuery)
  const conversation = conversations?.find(({ id }) => id === conversationId)
  const view = conversation && describeConversation(conversation, self.id)

  useLostLink(conversations !== undefined && !conversation && messageId !== undefined)
  usePageTitle(view?.title)
  const title = view?.title
  const [known, setKnown] = useState({ id: conversationId, title })
  if (title !== undefined && (title !== known.title || conversationId !== known.id)) {
    setKnown({ id: conversationId, title })
  }

  if (conversations && !conversation) {
    const left = known.id === conversationId ? known.title : undefined
    return (
      <Gone
        key={conversationId}
        channelId={conversationId}
        notice={left === undefined ? t`You are not in that conversation.` : t`You are not in “${left}” any more.`}
        to={conversationsPath}
      />
    )
  }
  return (
    <PageFrame back={conversationsPath}>
      {conversation && view ? (
        <ConversationHeader conversation={conversation} view={view} />
      ) : (
        <PageHeader back={conversationsPath}>
          <Skeleton className="size-8 rounded-full" />
          <Skeleton className="h-5 w-32" />
        </PageHeader>
      )}
      <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 grow flex-col outline-none">
        <ConversationCall conversationId={conversationId} />
        {view ? (
          <Chats
            kind="conversation"
            channelId={conversationId}
            name={view.title}
            messageId={messageId}
            partner={view.isGroup ? undefined : view.others[0]}
          />
        ) : (
          <MessageListSkeleton />
        )}
      </main>
    </PageFrame>
  )
}
