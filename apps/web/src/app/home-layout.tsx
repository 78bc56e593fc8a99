import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { ConversationList } from '../features/conversation/conversation-list.tsx'
import { serversQuery } from '../features/server/server-queries.ts'
import { useIsNarrow } from '../ui/use-media-query.ts'
import { FirstSteps } from './first-steps.tsx'
import { conversationPath } from './paths.ts'
import { Outlet } from './router/outlet.tsx'
import { Sidebar } from './sidebar.tsx'

/** Home: one's conversations at the left, and the one that is open. */
export function HomeLayout() {
  const isNarrow = useIsNarrow()
  const { data: servers } = useQuery(serversQuery)
  return (
    <>
      <Sidebar
        names="conversationId"
        lastPage={(lastId) => lastId && conversationPath(lastId)}
        header={<h1 className="px-4 font-semibold">{t`Conversations`}</h1>}
      >
        {isNarrow && servers?.length === 0 && <FirstSteps />}
        <ConversationList />
      </Sidebar>
      <Outlet />
    </>
  )
}
