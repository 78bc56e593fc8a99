import { limits } from '@parley/contracts/limits'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { keys } from '../../realtime/query-keys.ts'

/** A server's members, in pages as large as the app gives. */
export const membersQuery = (serverId: string) =>
  infiniteQueryOptions({
    queryKey: keys.members(serverId),
    queryFn: ({ pageParam }) =>
      api.listMembers({
        params: { serverId },
        query: { limit: String(limits.memberPageSizeMax), after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ members, hasMore }) => (hasMore ? members.at(-1)?.userId : undefined),
  })
