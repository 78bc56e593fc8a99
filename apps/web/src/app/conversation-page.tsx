import { getRouteApi } from '@tanstack/react-router'
import { ConversationView } from '../features/conversation/conversation-view.tsx'

const route = getRouteApi('/signed-in/conversations/$conversationId')

/** A conversation with one person or a group. */
export function ConversationPage() {
  const { conversationId } = route.useParams()
  return <ConversationView conversationId={conversationId} />
}
