import type { Call } from '@parley/contracts/call'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { keys } from '../../realtime/query-keys.ts'

/** The calls under way that one may see. */
export const callsQuery = queryOptions({ queryKey: keys.calls, queryFn: () => api.listCalls() })

/** The call in a channel or conversation, if there is one. */
export function useCallIn(channelId: string): Call | undefined {
  return useQuery({ ...callsQuery, select: (calls) => calls.find(({ id }) => id === channelId) }).data
}
