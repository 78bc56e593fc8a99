import type { Channel } from '@parley/contracts/channel'
import type { Author } from '@parley/contracts/user'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { keys } from '../../../realtime/query-keys.ts'
import { textChannels } from '../../channel/channel-queries.ts'
import { useChat } from '../chat-store.ts'

/** Who and what can be named in the open chat. */
export interface NameableHere {
  people: Author[]
  channels: Channel[]
}

/** Looks up who and what can be named in the open chat, as far as it is loaded; follows nothing. */
export function useNameable(): () => NameableHere {
  const { channelId, serverId } = useChat()
  const queryClient = useQueryClient()
  return useCallback(() => {
    if (serverId === undefined) {
      const conversation = queryClient.getQueryData(keys.conversations)?.find(({ id }) => id === channelId)
      return { people: conversation?.participants ?? [], channels: [] }
    }
    const server = queryClient.getQueryData(keys.server(serverId))
    const pages = queryClient.getQueryData(keys.members(serverId))?.pages ?? []
    const members = [...(server?.members ?? []), ...pages.flatMap((page) => page.members)]
    const people = new Map(members.map(({ user }) => [user.id, user]))
    return { people: [...people.values()], channels: textChannels(server?.channels ?? []) }
  }, [queryClient, channelId, serverId])
}
