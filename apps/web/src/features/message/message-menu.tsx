import { useQueryClient } from '@tanstack/react-query'
import { Copy, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { type CachedMessage, indexOfId } from '../../realtime/message-window.ts'
import { keys } from '../../realtime/query-keys.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { ContextMenu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { useChat } from './chat-store.ts'
import { useMessageActions } from './message-actions.ts'

/** One context menu for the whole list: it is about the message under the pointer. */
export function MessageMenu({ children }: { children: ReactNode }) {
  const { channelId } = useChat()
  const { selfId } = useRealtime()
  const queryClient = useQueryClient()
  const actions = useMessageActions()
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
      {message && (
        <>
          <MenuItem icon={<Copy />} onSelect={() => void actions.copy(message)}>
            Copy text
          </MenuItem>
          {message.author.id === selfId && (
            <>
              <MenuItem icon={<Pencil />} onSelect={() => actions.edit(message)}>
                Edit
              </MenuItem>
              <MenuSeparator />
              <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => actions.remove(message, false)}>
                Delete
              </MenuItem>
            </>
          )}
        </>
      )}
    </ContextMenu>
  )
}
