import { useQuery, useQueryClient } from '@tanstack/react-query'
import { keys } from '../../realtime/query-keys.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { type PeerQualities, readQuality } from './peer-quality.ts'

/** How the paths to the others are doing: read every two seconds for as long as somebody wants to know. */
export function useQualities<Selected>(select: (qualities: PeerQualities) => Selected): Selected | undefined {
  const { call: engine } = useRealtime()
  const queryClient = useQueryClient()
  const { data } = useQuery({
    queryKey: keys.callQualities,
    queryFn: async (): Promise<PeerQualities> => {
      const before = queryClient.getQueryData(keys.callQualities)
      const reports = await engine.getStats()
      return new Map([...reports].map(([id, report]) => [id, readQuality(report.values(), before?.get(id))]))
    },
    select,
    refetchInterval: 2_000,
    // The readings of one call are of no use to the next.
    gcTime: 0,
  })
  return data
}
