import type { UnreadState } from '@parley/contracts/message'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { keys } from '../../realtime/query-keys.ts'
import { mergeUnread, unreadCount } from '../../realtime/unread-list.ts'

/** Read offsets and newest messages of every channel and conversation. */
export const unreadQuery = queryOptions({
  queryKey: keys.unread,
  queryFn: async ({ client }) => {
    const fetched = await api.listUnread()
    return mergeUnread(client.getQueryData(keys.unread), fetched)
  },
})

function useUnreadSum(belongs: (state: UnreadState) => boolean): number {
  const { data } = useQuery({
    ...unreadQuery,
    select: (list) => list.reduce((sum, state) => (belongs(state) ? sum + unreadCount(state) : sum), 0),
  })
  return data ?? 0
}

/** Unread messages of one channel or conversation. */
export function useUnread(channelId: string): number {
  return useUnreadSum((state) => state.channelId === channelId)
}

/** Ids of a server's channels in which something is unread. */
export function useUnreadChannelIds(serverId: string): string[] {
  const { data } = useQuery({
    ...unreadQuery,
    select: (list) =>
      list.filter((state) => state.serverId === serverId && unreadCount(state) > 0).map(({ channelId }) => channelId),
  })
  return data ?? []
}
