import type { Server, ServerDetail } from '@parley/contracts/server'
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { keys } from '../../realtime/query-keys.ts'
import { upsertServer } from '../../realtime/server-cache.ts'

/** The servers on one's rail. */
export const serversQuery = queryOptions({ queryKey: keys.servers, queryFn: () => api.listServers() })

/** A server with its channels. */
export const serverQuery = (serverId: string) =>
  queryOptions({ queryKey: keys.server(serverId), queryFn: () => api.getServer({ params: { serverId } }) })

/**
 * The server that a page is about, and what was last known of it. `isGone` when it has been left or deleted,
 * or one was removed from it, while it is open: the list on the rail hears of it first, and the server must not be asked
 * for again.
 */
export function useOpenServer(serverId: string) {
  const isListed = useQuery({ ...serversQuery, select: (list) => list.some(({ id }) => id === serverId) }).data ?? true
  const server = useQuery({ ...serverQuery(serverId), enabled: isListed })
  const [known, setKnown] = useState(server.data)
  if (server.data && server.data !== known) setKnown(server.data)
  return { server, isGone: !isListed, known: known?.id === serverId ? known : undefined }
}

/** Remembers a server one has just created or joined, so that its page opens at once. */
export function cacheJoinedServer(queryClient: QueryClient, detail: ServerDetail): void {
  const { channels, members, hasMoreMembers, ...server } = detail
  queryClient.setQueryData(keys.server(server.id), detail)
  queryClient.setQueryData(keys.servers, (servers) => servers && upsertServer(servers, server))
  // Its channels are new to the list of what is unread.
  void queryClient.invalidateQueries({ queryKey: keys.unread })
}

/** Takes a change one has just made to a server into every place where it is shown. */
export function cacheServerChange(queryClient: QueryClient, change: Partial<Server> & { id: string }): void {
  queryClient.setQueryData(keys.servers, (servers) =>
    servers?.map((server) => (server.id === change.id ? { ...server, ...change } : server)),
  )
  queryClient.setQueryData(keys.server(change.id), (detail) => detail && { ...detail, ...change })
}
