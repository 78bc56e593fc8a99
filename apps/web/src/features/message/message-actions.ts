import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { toastError, toastSuccess } from '../../ui/toaster.tsx'
import { useChat } from './chat-store.ts'

/** What one can do with a message. */
export interface MessageActions {
  edit(message: CachedMessage): void
  copy(message: CachedMessage): Promise<void>
  /** Asks first, unless told not to. */
  remove(message: CachedMessage, withoutAsking: boolean): void
  /** Deletes; rejects when the app refuses. */
  removeNow(message: CachedMessage): Promise<void>
}

/** The actions on messages of the open chat. */
export function useMessageActions(): MessageActions {
  const { store } = useChat()
  const { connection } = useRealtime()
  return useMemo(() => {
    const removeNow = async (message: CachedMessage) => {
      await api.deleteMessage({ params: { messageId: message.id } })
      connection.apply('message-deleted', { id: message.id, channelId: message.channelId })
    }
    return {
      edit: ({ id, content }) => store.setState({ editing: { id, draft: content } }),
      async copy({ content }) {
        try {
          await navigator.clipboard.writeText(content)
          toastSuccess('Text copied')
        } catch {
          toastError('Your browser did not allow copying.')
        }
      },
      remove(message, withoutAsking) {
        if (withoutAsking) removeNow(message).catch(toastError)
        else store.setState({ deleting: message })
      },
      removeNow,
    }
  }, [store, connection])
}
