import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ParleyError } from '@parley/client/parley-error'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Unlink } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { api } from '../../app/api.ts'
import { homePath, invitePath, loginPath, registerPath, serverPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { Link } from '../../app/router/link.tsx'
import { useOwnParam } from '../../app/router/place.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { describeError } from '../../ui/error-message.ts'
import { FormError } from '../../ui/form-error.tsx'
import { Skeleton, SkeletonGroup } from '../../ui/skeleton.tsx'
import { AuthFrame, textLink } from '../auth/auth-frame.tsx'
import { countMembers } from '../server/count-members.ts'
import { ServerIcon } from '../server/server-icon.tsx'
import { cacheJoinedServer } from '../server/server-queries.ts'
import { selfQuery } from '../user/user-queries.ts'
import { inviteQuery } from './invite-queries.ts'

const wideLink = `min-h-11 max-w-full ${buttonClass({ variant: 'primary' })}`

/** The invite that somebody creates an account for: having done so they need not ask to join once more. */
let wantedCode: string | undefined

/** What an invite leads to, for whoever has the link, signed in or not. */
export function InvitePage() {
  const code = useOwnParam('code')
  const invite = useQuery(inviteQuery(code))
  const self = useQuery(selfQuery)

  if (invite.isError) return <DeadInvite error={invite.error} retry={() => void invite.refetch()} />
  if (!invite.data || self.isPending) {
    return (
      <AuthFrame icon={<Skeleton className="size-20 rounded-3xl" />} title={t`You are invited`}>
        <SkeletonGroup label={t`Loading the invite`}>
          <Skeleton className="h-11 w-full" />
        </SkeletonGroup>
      </AuthFrame>
    )
  }

  const { server, isMember } = invite.data
  const { name } = server
  const count = countMembers(server.memberCount)
  return (
    <AuthFrame
      icon={<ServerIcon server={server} size={80} />}
      title={name}
      subtitle={isMember ? t`You are in already · ${count}` : t`You are invited · ${count}`}
    >
      <div className="flex flex-col gap-3">
        {isMember ? (
          <Link to={serverPath(server.id)} className={wideLink}>
            <span dir="auto" className="min-w-0 truncate">{t`Open ${name}`}</span>
          </Link>
        ) : self.data ? (
          <JoinButton code={code} serverId={server.id} as={self.data.displayName} />
        ) : (
          <SignInFirst code={code} />
        )}
      </div>
    </AuthFrame>
  )
}

function JoinButton({ code, serverId, as }: { code: string; serverId: string; as: string }) {
  const queryClient = useQueryClient()
  const open = () => navigate(serverPath(serverId))
  const isWanted = useRef(wantedCode === code)
  const join = useMutation({
    mutationFn: () => api.joinServer({ body: { inviteCode: code } }),
    onSuccess: (detail) => {
      cacheJoinedServer(queryClient, detail)
      void queryClient.invalidateQueries(inviteQuery(code))
      return open()
    },
    onError: (error) => {
      if (!(error instanceof ParleyError)) return
      if (error.code === 'already_member') void open()
      // Replaced, or its server deleted, since the page was opened: asked again, the page says so.
      if (error.code === 'not_found') void queryClient.invalidateQueries(inviteQuery(code))
    },
  })
  const { mutate } = join
  useEffect(() => {
    wantedCode = undefined
    if (!isWanted.current) return
    isWanted.current = false
    mutate()
  }, [mutate])
  return (
    <>
      <FormError message={join.error ? describeError(join.error) : undefined} />
      <Button variant="primary" className="min-h-11" pending={join.isPending} onClick={() => join.mutate()}>
        <span dir="auto" className="min-w-0 truncate">{t`Join as ${as}`}</span>
      </Button>
      <Link to={homePath} className={buttonClass({ variant: 'quiet' })}>
        {t`Not now`}
      </Link>
    </>
  )
}

function SignInFirst({ code }: { code: string }) {
  const search = { next: invitePath(code) }
  return (
    <>
      <Link to={registerPath(search)} className={wideLink} onClick={() => (wantedCode = code)}>
        {t`Create an account to join`}
      </Link>
      <p className="text-center text-muted">
        <Trans>
          Have an account?{' '}
          <Link to={loginPath(search)} className={textLink}>
            Sign in
          </Link>
        </Trans>
      </p>
    </>
  )
}

function DeadInvite({ error, retry }: { error: Error; retry: () => void }) {
  if (error instanceof ParleyError && (error.code === 'not_found' || error.code === 'validation_failed')) {
    return (
      <AuthFrame
        icon={<DeadLinkIcon />}
        title={t`This invite does not work any more`}
        subtitle={t`It may have been replaced by a new one, its server may be gone, or the link got cut off on the way. Ask whoever sent it for a fresh link.`}
      >
        <Link to={homePath} className={`w-full ${wideLink}`}>
          {t`Go to Parley`}
        </Link>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title={t`The invite did not load`} subtitle={describeError(error)}>
      <Button variant="primary" className="min-h-11 w-full" onClick={retry}>
        {t`Try again`}
      </Button>
    </AuthFrame>
  )
}

function DeadLinkIcon() {
  return (
    <span aria-hidden className="flex size-16 items-center justify-center rounded-2xl bg-accent-soft text-accent">
      <Unlink className="size-8" />
    </span>
  )
}
