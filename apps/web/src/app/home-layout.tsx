import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ConversationList } from '../features/conversation/conversation-list.tsx'
import { serversQuery } from '../features/server/server-queries.ts'
import { useIsNarrow } from '../ui/use-media-query.ts'
import { FirstSteps } from './first-steps.tsx'
import { Sidebar } from './sidebar.tsx'

/** Home: one's conversations at the left, and the one that is open. */
export function HomeLayout() {
  const { conversationId } = useParams({ strict: false })
  const [last, setLast] = useState(conversationId)
  if (conversationId !== undefined && conversationId !== last) setLast(conversationId)
  const isNarrow = useIsNarrow()
  const { data: servers } = useQuery(serversQuery)
  return (
    <>
      <Sidebar
        hiddenWhenNarrow={conversationId !== undefined}
        forward={last && `/conversations/${last}`}
        header={<h1 className="px-4 font-semibold">{t`Conversations`}</h1>}
      >
        {isNarrow && servers?.length === 0 && <FirstSteps />}
        <ConversationList />
      </Sidebar>
      <Outlet />
    </>
  )
}
