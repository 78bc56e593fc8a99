import { t } from '@lingui/core/macro'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { classNames } from '../../ui/class-names.ts'
import { useSelf } from '../user/user-queries.ts'
import { MessageBody } from './message-body.tsx'
import type { OutboxEntry } from './outbox.ts'

/** Attempts without an answer after which somebody is told that a message is still waiting. */
const PATIENT_ATTEMPTS = 2

const textButton = 'font-medium text-link hover:underline pointer-coarse:min-h-11'

export interface PendingRowProps {
  entry: OutboxEntry
  startsGroup: boolean
}

/** A message of one's own that the app has not acknowledged. */
export function PendingRow({ entry, startsGroup }: PendingRowProps) {
  const self = useSelf()
  return (
    <div className={classNames('flex gap-3 px-4 py-0.5', startsGroup && 'mt-3.5')}>
      <div className="w-10 shrink-0 pt-0.5">
        {startsGroup && <Avatar user={self} size={40} className="opacity-60" />}
      </div>
      <div className="min-w-0 grow">
        {startsGroup && (
          <div className="font-semibold text-muted">
            <bdi>{self.displayName}</bdi>
          </div>
        )}
        <div className="text-muted">
          <MessageBody content={entry.content} />
        </div>
        <Delivery entry={entry} />
      </div>
    </div>
  )
}

function Delivery({ entry: { nonce, state, reason, attempts } }: { entry: OutboxEntry }) {
  const { outbox } = useRealtime()
  const hasFailed = state === 'failed'
  if (!hasFailed && attempts < PATIENT_ATTEMPTS) return <span className="sr-only">{t`Sending…`}</span>
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-sm pointer-coarse:gap-x-4">
      <span
        role="status"
        className={classNames('pointer-coarse:w-full', hasFailed ? 'font-medium text-danger' : 'text-muted')}
      >
        {!hasFailed ? t`Not sent yet` : reason ? t`Not sent: ${reason}` : t`Not sent`}
      </span>
      <span aria-hidden className="pointer-coarse:hidden">
        ·
      </span>
      <button type="button" className={textButton} onClick={() => (hasFailed ? outbox.retry(nonce) : outbox.flush())}>
        {t`Retry`}
      </button>
      <span aria-hidden className="pointer-coarse:hidden">
        ·
      </span>
      <button type="button" className={textButton} onClick={() => outbox.discard(nonce)}>
        {t`Discard`}
      </button>
    </p>
  )
}
