import type { Conversation } from '@parley/contracts/conversation'
import type { MemberPage, ServerDetail } from '@parley/contracts/server'
import type { QueryClient } from '@tanstack/react-query'
import type { MemberPages } from '../../realtime/server-cache.ts'
import { setPresence } from './presence-store.ts'

/** Takes people’s status from every list the app answers with. @returns what stops it */
export function seedPresence(queryClient: QueryClient): () => void {
  return queryClient.getQueryCache().subscribe((event) => {
    // What we write ourselves is older than the events that have come since.
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return
    const { queryKey, state } = event.query
    if (queryKey[0] === 'server') setPresence((state.data as ServerDetail).members)
    if (queryKey[0] === 'conversations') {
      const participants = (state.data as Conversation[]).flatMap((conversation) => conversation.participants)
      setPresence(participants.map(({ id, status, lastSeenAt }) => ({ userId: id, status, lastSeenAt })))
    }
    if (queryKey[0] === 'members') {
      setPresence((state.data as MemberPages).pages.flatMap(({ members }: MemberPage) => members))
    }
  })
}
