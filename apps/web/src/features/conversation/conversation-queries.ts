import type { Conversation } from '@parley/contracts/conversation'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { mergeConversations, removeConversation, upsertConversation } from '../../realtime/conversation-list.ts'
import { keys } from '../../realtime/query-keys.ts'

/** One's conversations, the one with the newest message first. */
export const conversationsQuery = queryOptions({
  queryKey: keys.conversations,
  queryFn: async ({ client }) => {
    const fetched = await api.listConversations()
    return mergeConversations(client.getQueryData(keys.conversations), fetched)
  },
})

/** Takes in a conversation one has just started or changed. */
export function cacheConversation(queryClient: QueryClient, conversation: Conversation): void {
  queryClient.setQueryData(keys.conversations, (list) => list && upsertConversation(list, conversation))
}

/** Forgets a conversation one has just left. */
export function forgetConversation(queryClient: QueryClient, id: string): void {
  queryClient.setQueryData(keys.conversations, (list) => list && removeConversation(list, id))
}
