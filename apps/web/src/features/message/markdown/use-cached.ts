import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'

/** What can be found in the cache, as soon as it is there. */
export function useCached<Found>(find: (queryClient: QueryClient) => Found | undefined): Found | undefined {
  const queryClient = useQueryClient()
  const [found, setFound] = useState(() => find(queryClient))
  const look = useEffectEvent(() => setFound(find(queryClient)))
  useEffect(() => {
    if (found !== undefined) return
    look()
    return queryClient.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success') look()
    })
  }, [queryClient, found])
  return found
}
