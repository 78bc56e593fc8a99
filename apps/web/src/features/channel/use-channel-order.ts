import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { keys } from '../../realtime/query-keys.ts'
import { orderChannels } from '../../realtime/server-cache.ts'
import { toastError } from '../../ui/toaster.tsx'

/** Puts a server's channels in order: here at once, and for everybody by the app, one order after the other. */
export function useChannelOrder(serverId: string): (channelIds: string[]) => void {
  const queryClient = useQueryClient()
  const { mutate } = useMutation({
    scope: { id: `channel-order:${serverId}` },
    mutationFn: (channelIds: string[]) => api.orderChannels({ params: { serverId }, body: { channelIds } }),
    onMutate: (channelIds) => {
      queryClient.setQueryData(keys.server(serverId), (detail) => detail && orderChannels(detail, channelIds))
    },
    onError: (error) => {
      toastError(error)
      void queryClient.invalidateQueries({ queryKey: keys.server(serverId) })
    },
  })
  return mutate
}
