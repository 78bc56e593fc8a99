import { t } from '@lingui/core/macro'
import type { ServerDetail } from '@parley/contracts/server'
import { Hash, MessageSquare } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '../../../app/router/link.tsx'
import { keys } from '../../../realtime/query-keys.ts'
import { describeConversation } from '../../conversation/describe-conversation.ts'
import { useSelf } from '../../user/user-queries.ts'
import { type ChatAddress, chatPath } from '../message-link.ts'
import { useTabIndex } from '../reachable.ts'
import { mentionClass } from './mention-class.ts'
import { useCached } from './use-cached.ts'

/** A link to a channel, a conversation or a message of ours, by the name of where it leads. */
export function ChatLink({ address, children }: { address: ChatAddress; children: ReactNode }) {
  const selfId = useSelf().id
  const tabIndex = useTabIndex()
  const name = useCached((queryClient) => {
    if (address.kind === 'conversation') {
      const conversation = queryClient.getQueryData(keys.conversations)?.find(({ id }) => id === address.channelId)
      return conversation && describeConversation(conversation, selfId).title
    }
    return queryClient
      .getQueriesData<ServerDetail>({ queryKey: ['server'] })
      .flatMap(([, server]) => server?.channels ?? [])
      .find(({ id }) => id === address.channelId)?.name
  })
  const isMessage = address.messageId !== undefined
  const to = chatPath(address)
  if (name === undefined) {
    return (
      <Link to={to} tabIndex={tabIndex} className="text-link underline underline-offset-2">
        {children}
      </Link>
    )
  }
  return (
    <Link
      to={to}
      tabIndex={tabIndex}
      className={`${mentionClass} hover:underline`}
      {...(isMessage && { title: t`Go to the message` })}
    >
      {address.kind === 'channel' && <Hash aria-hidden className="-mt-0.5 inline size-[1em]" />}
      <bdi>{name}</bdi>
      {isMessage && (
        <>
          <span aria-hidden> › </span>
          <MessageSquare aria-label={t`Message`} className="-mt-0.5 inline size-[1em]" />
        </>
      )}
    </Link>
  )
}
