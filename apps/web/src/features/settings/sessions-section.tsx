import { t } from '@lingui/core/macro'
import type { Session } from '@parley/contracts/auth'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bot, Monitor, Smartphone, Tablet } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { keys } from '../../realtime/query-keys.ts'
import { Button } from '../../ui/button.tsx'
import { describeError } from '../../ui/error-message.ts'
import { ConfirmDialog } from '../../ui/lazy-confirm-dialog.ts'
import { Skeleton, SkeletonGroup } from '../../ui/skeleton.tsx'
import { toastError } from '../../ui/toaster.tsx'
import { describeDevice } from './describe-device.ts'
import { timeAgo } from './time-ago.ts'

const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: () => api.listSessions(),
  // Events say when a session begins or ends, but not when one was last used.
  refetchOnMount: 'always',
})

/** Where one is signed in, and a way to end each. */
export function SessionsSection() {
  const queryClient = useQueryClient()
  const sessions = useQuery(sessionsQuery)
  const [confirming, setConfirming] = useState(false)
  const current = sessions.data?.find((session) => session.current)
  const others = sessions.data?.filter((session) => !session.current) ?? []

  return (
    <>
      <Section title={t`This device`}>
        {current ? <SessionRow session={current} /> : <RowSkeleton error={sessions.error} />}
      </Section>
      <Section
        title={t`Other devices`}
        description={t`Where else you are signed in. If you do not recognise one, sign it out and change your password.`}
      >
        {sessions.isPending && <RowSkeleton error={null} />}
        {sessions.isSuccess && others.length === 0 && (
          <p className="text-muted">{t`You are signed in nowhere else.`}</p>
        )}
        <ul className="flex flex-col gap-2">
          {others.map((session) => (
            <li key={session.id}>
              <SessionRow session={session} />
            </li>
          ))}
        </ul>
        {others.length > 1 && (
          <Button className="mt-4" onClick={() => setConfirming(true)}>
            {t`Sign out all other devices`}
          </Button>
        )}
        <ConfirmDialog
          open={confirming}
          onOpenChange={setConfirming}
          title={t`Sign out all other devices?`}
          description={t`They have to sign in again. This device stays signed in.`}
          confirmLabel={t`Sign them out`}
          onConfirm={async () => {
            await api.endOtherSessions()
            queryClient.setQueryData(keys.sessions, (list) => list?.filter((session) => session.current))
          }}
        />
      </Section>
    </>
  )
}

const icons = { desktop: Monitor, mobile: Smartphone, tablet: Tablet, app: Bot }

function SessionRow({ session }: { session: Session }) {
  const queryClient = useQueryClient()
  const device = describeDevice(session)
  const Icon = icons[device.kind]
  const { name } = device
  const end = useMutation({
    mutationFn: () => api.endSession({ params: { sessionId: session.id } }),
    onSuccess: () => queryClient.setQueryData(keys.sessions, (list) => list?.filter(({ id }) => id !== session.id)),
    onError: (error) => toastError(error),
  })
  return (
    <div className="flex items-center gap-4 rounded-2xl border border-line bg-raised p-4">
      <Icon aria-hidden className="size-6 shrink-0 text-muted" />
      <div className="min-w-0 grow">
        <p className="truncate font-medium">{name}</p>
        <p className="text-sm text-muted">
          {session.current ? (
            <span className="font-medium text-success">{t`Active now`}</span>
          ) : (
            timeAgo(session.lastSeenAt)
          )}
          {session.ipAddress && ` · ${session.ipAddress.replace(/^::ffff:/, '')}`}
        </p>
      </div>
      {!session.current && (
        <Button size="small" pending={end.isPending} onClick={() => end.mutate()} aria-label={t`Sign out ${name}`}>
          {t`Sign out`}
        </Button>
      )}
    </div>
  )
}

function RowSkeleton({ error }: { error: Error | null }) {
  if (error) return <p className="text-danger">{describeError(error)}</p>
  return (
    <SkeletonGroup label={t`Loading sessions`} className="flex items-center gap-4 rounded-2xl border border-line p-4">
      <Skeleton className="size-6" />
      <div className="flex grow flex-col gap-2">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-3.5 w-28" />
      </div>
    </SkeletonGroup>
  )
}
