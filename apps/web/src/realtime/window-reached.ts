import type { Message } from '@parley/contracts/message'
import type { QueryClient } from '@tanstack/react-query'
import { keys } from './query-keys.ts'

/**
 * Resolves when the cached window of a message's channel accounts for it, which may take healing; at once where no
 * window reaches the present.
 */
export function windowReached(queryClient: QueryClient, { channelId, seq }: Message): Promise<void> {
  const key = keys.messages(channelId)
  const reached = () => {
    const window = queryClient.getQueryData(key)
    return window === undefined || window.hasNewer || window.lastSeq >= seq
  }
  return new Promise((resolve) => {
    if (reached()) return resolve()
    const unsubscribe = queryClient.getQueryCache().subscribe(() => {
      if (!reached()) return
      unsubscribe()
      resolve()
    })
  })
}
