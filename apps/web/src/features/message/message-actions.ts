import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { toastError, toastSuccess } from '../../ui/toaster.tsx'
import { type Chat, useChat } from './chat-store.ts'
import { toWritten } from './composer/mention-text.ts'
import { useNameable } from './composer/use-nameable.ts'
import { chatPath } from './message-link.ts'

/** What one can do with a message. */
export interface MessageActions {
  edit(message: CachedMessage): void
  copy(message: CachedMessage): Promise<void>
  copyLink(message: CachedMessage): Promise<void>
  copyId(message: CachedMessage): Promise<void>
  /** It and what follows is to be read again. */
  markUnread(message: CachedMessage): void
  /** Asks first, unless told not to. */
  remove(message: CachedMessage, withoutAsking: boolean): void
  /** Deletes; rejects when the app refuses. */
  removeNow(message: CachedMessage): Promise<void>
}

async function copy(text: string, success: string): Promise<void> {
  if (await copyText(text)) toastSuccess(success)
  else toastError(t`Your browser did not allow copying.`)
}

/** Leads back to the message that is being edited, wherever it is. */
export function goOnEditing({ store, list, editor }: Chat): void {
  const { editing } = store.getState()
  if (!editing) return
  // An editor that is not drawn yet takes the focus as soon as it is.
  store.setState({ editing: { ...editing, state: 'changed' } })
  list.current?.toMessage(editing.id, { highlight: false })
  editor.current?.focus({ preventScroll: true })
}

/** The actions on messages of the open chat. */
export function useMessageActions(): MessageActions {
  const { store, kind, channelId, serverId } = useChat()
  const { connection, readMarker } = useRealtime()
  const nameable = useNameable()
  return useMemo(() => {
    const removeNow = async (message: CachedMessage) => {
      await api.deleteMessage({ params: { messageId: message.id } })
      connection.apply('message-deleted', { id: message.id, channelId: message.channelId })
    }
    return {
      edit: ({ id, content, editedAt }) =>
        store.setState({ editing: { id, text: toWritten(content, nameable()), editedAt, state: 'begun' } }),
      copy: ({ content }) => copy(content, t`Text copied`),
      copyLink: ({ id: messageId }) => {
        const address =
          kind === 'channel' && serverId !== undefined
            ? chatPath({ kind, serverId, channelId, messageId })
            : chatPath({ kind: 'conversation', channelId, messageId })
        return copy(location.origin + address, t`Link copied`)
      },
      copyId: ({ id }) => copy(id, t`ID copied`),
      markUnread(message) {
        store.setState({ keepsUnread: true })
        readMarker.markUnread({ kind, channelId }, message).catch((error) => {
          store.setState({ keepsUnread: false })
          toastError(error)
        })
      },
      remove(message, withoutAsking) {
        if (withoutAsking) removeNow(message).catch(toastError)
        else store.setState({ deleting: message })
      },
      removeNow,
    }
  }, [store, kind, channelId, serverId, connection, readMarker, nameable])
}
