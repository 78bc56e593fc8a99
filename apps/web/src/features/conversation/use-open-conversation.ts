import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { conversationPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { cacheConversation } from './conversation-queries.ts'

/** Goes to the conversation with somebody, which begins so if there has been none. @param onOpen called before */
export function useOpenConversation(userId: string, onOpen?: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => api.createConversation({ body: { userId } }),
    onSuccess: async (conversation) => {
      cacheConversation(queryClient, conversation)
      onOpen?.()
      await navigate(conversationPath(conversation.id))
    },
  })
}
