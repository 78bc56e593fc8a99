import { t } from '@lingui/core/macro'
import { useQueries, useQuery } from '@tanstack/react-query'
import { textChannels, voiceChannels } from '../features/channel/channel-queries.ts'
import { conversationsQuery } from '../features/conversation/conversation-queries.ts'
import { describeConversation } from '../features/conversation/describe-conversation.ts'
import { useDebounced } from '../features/conversation/use-debounced.ts'
import { serverQuery, serversQuery } from '../features/server/server-queries.ts'
import { userSearchQuery, useSelf } from '../features/user/user-queries.ts'
import { bareName, type JumpTarget } from './jump-targets.ts'

/** Everywhere one could go, conversations first: the list shows the latest ones before anything is typed. */
export function useJumpTargets(typed: string): { targets: JumpTarget[]; isSearching: boolean } {
  const selfId = useSelf().id
  const conversations = useQuery(conversationsQuery).data ?? []
  const servers = useQuery(serversQuery).data ?? []
  const details = useQueries({ queries: servers.map(({ id }) => serverQuery(id)) })
  const search = useDebounced(bareName(typed), 200)
  const people = useQuery(userSearchQuery(search))

  const met = new Set<string>()
  const targets: JumpTarget[] = []
  for (const conversation of conversations) {
    const { title, isGroup, others } = describeConversation(conversation, selfId)
    if (!isGroup && others[0]) met.add(others[0].id)
    const hint = isGroup ? t`Group` : `@${others[0]?.username ?? ''}`
    targets.push({ kind: 'conversation', id: conversation.id, label: title, hint, conversation })
  }
  for (const { data } of details) {
    const channels = data?.channels ?? []
    for (const channel of [...textChannels(channels), ...voiceChannels(channels)]) {
      targets.push({ kind: 'channel', id: channel.id, label: channel.name, hint: data?.name ?? '', channel })
    }
  }
  for (const server of servers) {
    targets.push({ kind: 'server', id: server.id, label: server.name, hint: t`Server`, server })
  }
  for (const user of bareName(typed) === '' ? [] : (people.data ?? [])) {
    if (user.id === selfId || met.has(user.id)) continue
    targets.push({ kind: 'person', id: user.id, label: user.displayName, hint: `@${user.username}`, user })
  }
  return { targets, isSearching: people.isFetching || search !== bareName(typed) }
}
