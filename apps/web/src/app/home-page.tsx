import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { MessagesSquare } from 'lucide-react'
import { serversQuery } from '../features/server/server-queries.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { useIsNarrow } from '../ui/use-media-query.ts'
import { FirstSteps } from './first-steps.tsx'
import { usePageTitle } from './page-title.ts'

/** Home without an open conversation; for newcomers, the first steps. */
export function HomePage() {
  const { data: servers } = useQuery(serversQuery)
  const isNarrow = useIsNarrow()
  usePageTitle(t`Conversations`)
  // Small screens show the list alone.
  if (isNarrow) return null
  return (
    <main
      id="main"
      tabIndex={-1}
      className="flex min-w-0 grow flex-col items-center justify-center overflow-y-auto bg-canvas outline-none"
    >
      {servers?.length === 0 && <FirstSteps />}
      {servers && servers.length > 0 && (
        <EmptyState icon={<MessagesSquare />} title={t`Pick up a conversation`}>
          {t`Choose one at the left, or open a server and write to somebody from the list of members.`}
        </EmptyState>
      )}
    </main>
  )
}
