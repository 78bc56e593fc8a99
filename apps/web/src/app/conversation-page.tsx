import { ConversationView } from '../features/conversation/conversation-view.tsx'
import { useOwnParam } from './router/place.ts'

/** A conversation with one person or a group. */
export function ConversationPage() {
  return <ConversationView conversationId={useOwnParam('conversationId')} />
}
