import { t } from '@lingui/core/macro'
import { ParleyError } from '@parley/client/parley-error'
import type { ServerDetail } from '@parley/contracts/server'
import { DoorClosed } from 'lucide-react'
import { conversationsPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { useParam } from '../../app/router/place.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { describeError } from '../../ui/error-message.ts'
import { CopyUnsent } from '../message/composer/copy-unsent.tsx'

export interface ServerMissingProps {
  error?: Error
  retry?: () => void
  /** What one has seen of it before it went. */
  known?: ServerDetail | undefined
}

/** Instead of a server that cannot be shown: not there (any more), not ours to see, or not loaded. */
export function ServerMissing({ error, retry, known }: ServerMissingProps) {
  const channelId = useParam('channelId')
  const channels = known?.channels ?? []
  const gone =
    !error || (error instanceof ParleyError && (error.code === 'not_found' || error.code === 'validation_failed'))
  return (
    <main id="main" tabIndex={-1} className="flex min-w-0 grow items-center justify-center bg-canvas">
      <EmptyState
        icon={<DoorClosed />}
        title={gone ? t`You cannot see this server` : t`This server did not load`}
        action={
          <>
            {!gone && (
              <Button variant="primary" onClick={retry}>
                {t`Try again`}
              </Button>
            )}
            <Link to={conversationsPath} className={buttonClass({ variant: gone ? 'primary' : 'secondary' })}>
              {t`Go home`}
            </Link>
            {gone && channels.length > 0 && <CopyUnsent channels={channels} />}
            {gone && channels.length === 0 && channelId !== undefined && (
              <CopyUnsent channels={[{ id: channelId, name: '' }]} />
            )}
          </>
        }
      >
        {!gone
          ? describeError(error)
          : known
            ? t`${known.name} was deleted, or you were removed from it. With an invite link you can join again.`
            : t`It was deleted, or you are not a member of it. With an invite link you can join again.`}
      </EmptyState>
    </main>
  )
}
