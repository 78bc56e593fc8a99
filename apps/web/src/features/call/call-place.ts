import { useQuery } from '@tanstack/react-query'
import { channelPath, conversationPath } from '../../app/paths.ts'
import type { Target } from '../../realtime/target.ts'
import { conversationsQuery } from '../conversation/conversation-queries.ts'
import { describeConversation } from '../conversation/describe-conversation.ts'
import { serverQuery } from '../server/server-queries.ts'
import { useSelf } from '../user/user-queries.ts'
import { useCallIn } from './call-queries.ts'

export interface CallPlace {
  /** What the channel or conversation is called. */
  name: string
  path: string
}

/** Where a call is: its name, once that is known, and its page. */
export function useCallPlace(target: Target): CallPlace | undefined {
  const self = useSelf()
  const serverId = useCallIn(target.channelId)?.serverId ?? ''
  const { data: server } = useQuery({ ...serverQuery(serverId), enabled: serverId !== '' })
  const { data: conversations } = useQuery(conversationsQuery)
  if (target.kind === 'conversation') {
    const conversation = conversations?.find(({ id }) => id === target.channelId)
    return {
      name: conversation ? describeConversation(conversation, self.id).title : '',
      path: conversationPath(target.channelId),
    }
  }
  if (serverId === '') return undefined
  return {
    name: server?.channels.find(({ id }) => id === target.channelId)?.name ?? '',
    path: channelPath(serverId, target.channelId),
  }
}
