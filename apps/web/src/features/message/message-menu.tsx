import type { Author } from '@parley/contracts/user'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { type CachedMessage, indexOfId } from '../../realtime/message-window.ts'
import { keys } from '../../realtime/query-keys.ts'
import { ContextMenu } from '../../ui/menu.tsx'
import { UserMenuPanel } from '../user/lazy-menu.ts'
import { useChat } from './chat-store.ts'
import { findKnownUser } from './known-users.ts'
import { MessageMenuPanel } from './lazy-menu.ts'

/** What a menu is about: a message, or somebody whom the message shows by a button that opens their profile card. */
type Subject = { message: CachedMessage } | { user: Author; button: HTMLElement }

/** One context menu for the whole list: it is about what is under the pointer, or has the focus. */
export function MessageMenu({ children }: { children: ReactNode }) {
  const { channelId } = useChat()
  const queryClient = useQueryClient()
  const [subject, setSubject] = useState<Subject>()

  function subjectAt(target: Element): Subject | undefined {
    const id = target.closest('[data-message-id]')?.getAttribute('data-message-id')
    const { messages = [] } = queryClient.getQueryData(keys.messages(channelId)) ?? {}
    const message = id ? messages[indexOfId(messages, id)] : undefined
    const button = target.closest<HTMLElement>('[data-user-id]')
    const userId = button?.dataset.userId ?? ''
    const user = message?.author.id === userId ? message.author : findKnownUser(queryClient, userId)
    return button && user ? { user, button } : message && { message }
  }

  function choose(event: SyntheticEvent) {
    const target = event.target as Element
    const found = subjectAt(target)
    // Links, selected text and fields have the browser's own menu.
    const isNative = target.closest('a, textarea, input') !== null || getSelection()?.isCollapsed === false
    if (found && !isNative) setSubject(found)
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
      {(opened) =>
        subject &&
        ('message' in subject ? (
          <MessageMenuPanel {...opened} message={subject.message} />
        ) : (
          <UserMenuPanel {...opened} user={subject.user} onProfile={() => subject.button.click()} />
        ))
      }
    </ContextMenu>
  )
}
