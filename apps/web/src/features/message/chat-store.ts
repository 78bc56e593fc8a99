import type { Author } from '@parley/contracts/user'
import { createContext, use } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { CachedMessage } from '../../realtime/message-window.ts'
import type { View } from '../../realtime/open-targets.ts'
import type { Target } from '../../realtime/target.ts'
import type { Edit } from './composer/drafts.ts'

/** What changes while a chat is open, beside its messages. */
export interface ChatState {
  /** The message being edited: `kept` from another time, until one goes on with it. */
  editing: (Edit & { state: 'begun' | 'changed' | 'kept' }) | null
  /** Where it is edited is in view. */
  editorIsInView: boolean
  /** The newest message is in view. */
  atBottom: boolean
  /** The oldest loaded message is in view. */
  atTop: boolean
  /** How fetching older messages is going. */
  older: 'idle' | 'loading' | 'failed'
  /** The "new messages" line stands after this message; null without a line. */
  readUpTo: ReadPoint | null
  /** That line is above what is in view. */
  lineIsAbove: boolean
  /** The message about to be deleted, if the person agrees. */
  deleting: CachedMessage | null
  /** The message that a link has led to, for a moment. */
  highlightedId: string | null
  /** Something was marked as unread: it stays so until the person comes back or says otherwise. */
  keepsUnread: boolean
}

/** How far somebody had read; without an id, nothing yet. */
interface ReadPoint {
  seq: number
  id: string | null
}

/** What the list of messages does for what is around it. */
interface ListHandle extends View {
  /** Shows the newest messages. */
  toPresent(): void
  /** Shows the "new messages" line. */
  toLine(): void
  /** Shows a message, wherever in the history it is. */
  toMessage(id: string, options?: { highlight: boolean }): void
}

/** Where a window of messages begins to be shown: after a message one has read, or at a message. */
export type Jump = { after: string } | { to: string; highlight: boolean }

/** One open chat. */
export interface Chat extends Target {
  /** Of the channel, or of who one talks with. */
  name: string
  /** With whom, if it is one person. */
  partner: Author | undefined
  store: StoreApi<ChatState>
  list: { current: ListHandle | null }
  /** The server of a channel. */
  serverId: string | undefined
  /** Where the next window of messages is to be shown. */
  jump: { current: Jump | null }
  /** The message that the address names: where the chat begins, when it is opened by a link. */
  startId: string | undefined
  /** Where one writes. */
  composer: { current: HTMLTextAreaElement | null }
  /** Where one edits a message. */
  editor: { current: HTMLTextAreaElement | null }
}

const ofThisVisit = {
  readUpTo: null,
  lineIsAbove: false,
  deleting: null,
  highlightedId: null,
  keepsUnread: false,
} satisfies Partial<ChatState>

/** The state of a chat that has just been opened. @param edit what had been begun there */
export function createChatStore(edit: Edit | null): StoreApi<ChatState> {
  return createStore(() => ({
    editing: edit && { ...edit, state: 'kept' },
    editorIsInView: false,
    atBottom: false,
    atTop: false,
    older: 'idle',
    ...ofThisVisit,
  }))
}

/** Forgets what does not outlast that somebody goes elsewhere. */
export function leaveChat(store: StoreApi<ChatState>): void {
  store.setState(ofThisVisit)
}

export const ChatContext = createContext<Chat | null>(null)

/** The chat around this component. */
export function useChat(): Chat {
  const chat = use(ChatContext)
  if (chat === null) throw new Error('useChat needs a ChatContext around it')
  return chat
}

/** A part of the state of the chat around this component. */
export function useChatState<Part>(select: (state: ChatState) => Part): Part {
  return useStore(useChat().store, select)
}
