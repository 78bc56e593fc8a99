import type { ServerDetail } from '@parley/contracts/server'
import type { User } from '@parley/contracts/user'
import type { QueryClient } from '@tanstack/react-query'
import { keys } from '../../realtime/query-keys.ts'

/** More than that are looked for by name. */
const MAX_PEOPLE = 30

/** People one is likely to write to: of one's conversations, the latest first, and of the servers one has opened. */
export function listKnownPeople(queryClient: QueryClient): User[] {
  const conversations = queryClient.getQueryData(keys.conversations) ?? []
  const servers = queryClient.getQueriesData<ServerDetail>({ queryKey: ['server'] })
  const people = new Map<string, User>()
  for (const user of [
    ...conversations.flatMap(({ participants }) => participants),
    ...servers.flatMap(([, server]) => server?.members.map((member) => member.user) ?? []),
  ]) {
    if (people.size < MAX_PEOPLE && !people.has(user.id)) people.set(user.id, user)
  }
  return [...people.values()]
}
