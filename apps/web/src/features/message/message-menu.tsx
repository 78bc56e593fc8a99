import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { type CachedMessage, indexOfId } from '../../realtime/message-window.ts'
import { keys } from '../../realtime/query-keys.ts'
import { ContextMenu } from '../../ui/menu.tsx'
import { useChat } from './chat-store.ts'
import { MessageMenuPanel } from './lazy-menu.ts'

/** One context menu for the whole list: it is about the message under the pointer, or the focused one. */
export function MessageMenu({ children }: { children: ReactNode }) {
  const { channelId } = useChat()
  const queryClient = useQueryClient()
  const [message, setMessage] = useState<CachedMessage>()

  function choose(event: SyntheticEvent) {
    const target = event.target as Element
    const id = target.closest('[data-message-id]')?.getAttribute('data-message-id')
    const { messages = [] } = queryClient.getQueryData(keys.messages(channelId)) ?? {}
    const found = id ? messages[indexOfId(messages, id)] : undefined
    // Links, selected text and fields have the browser's own menu.
    const isNative = target.closest('a, textarea, input') !== null || getSelection()?.isCollapsed === false
    if (found && !isNative) setMessage(found)
    else event.stopPropagation()
  }

  return (
    <ContextMenu
      trigger={
        <div
          className="flex min-h-0 grow flex-col"
          onContextMenuCapture={choose}
          onPointerDownCapture={(event) => event.pointerType !== 'mouse' && choose(event)}
        >
          {children}
        </div>
      }
    >
      {(opened) => message && <MessageMenuPanel {...opened} message={message} />}
    </ContextMenu>
  )
}
