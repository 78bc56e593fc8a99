import type { Conversation } from '@parley/contracts/conversation'
import type { MemberPage, ServerDetail } from '@parley/contracts/server'
import type { Presence } from '@parley/contracts/user'
import type { QueryClient } from '@tanstack/react-query'
import type { MemberPages } from '../../realtime/server-cache.ts'
import { seedPresences } from './presence-store.ts'

/** Takes people’s status from every list the app answers with. @returns what stops it */
export function seedPresence(queryClient: QueryClient): () => void {
  const askedAt = new Map<string, number>()
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return
    const { queryKey, queryHash, state } = event.query
    if (event.action.type === 'fetch') askedAt.set(queryHash, performance.now())
    // What we write ourselves is older than the events that have come since.
    if (event.action.type !== 'success' || event.action.manual) return
    const seed = (presences: readonly Presence[]) => seedPresences(presences, askedAt.get(queryHash) ?? 0)
    if (queryKey[0] === 'server') seed((state.data as ServerDetail).members)
    if (queryKey[0] === 'conversations') {
      const participants = (state.data as Conversation[]).flatMap((conversation) => conversation.participants)
      seed(participants.map(({ id, status, lastSeenAt }) => ({ userId: id, status, lastSeenAt })))
    }
    if (queryKey[0] === 'members') {
      seed((state.data as MemberPages).pages.flatMap(({ members }: MemberPage) => members))
    }
  })
}
