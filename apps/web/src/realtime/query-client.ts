import { ParleyError } from '@parley/client/parley-error'
import { QueryClient } from '@tanstack/react-query'

const retryable = new Set(['network_error', 'overloaded', 'unavailable', 'rate_limited', 'internal_error'])

/**
 * The cache of everything the app has told us. Socket events keep it fresh (`apply-event.ts`), and every reconnect
 * refreshes it, so nothing goes stale by age or by focus.
 */
export function createQueryClient(): QueryClient {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 30 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // "Online" is what our own connection says; the browser's guess must not pause requests.
        networkMode: 'always',
        retry: (failures, error) => failures < 3 && error instanceof ParleyError && retryable.has(error.code),
        retryDelay: (failures, error) =>
          error instanceof ParleyError && error.retryAfter !== undefined
            ? error.retryAfter * 1000
            : Math.min(8_000, 500 * 2 ** failures),
      },
      mutations: { networkMode: 'always' },
    },
  })
  // Thousands of messages are not compared deeply for each new one: what makes a window keeps what has not changed.
  queryClient.setQueryDefaults(['messages'], { structuralSharing: false })
  return queryClient
}
