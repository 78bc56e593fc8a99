import { t } from '@lingui/core/macro'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { useCallCompany } from './call-company.ts'
import { CallControls } from './call-controls.tsx'
import { CallNotice } from './call-notice.tsx'
import { CallStage } from './call-stage.tsx'
import { ConnectionDetails } from './connection-details.tsx'
import { describeConnection, describeMicrophone } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'
import { UnreachedNotice } from './unreached-notice.tsx'

/** The call one is in: who is there, what does not work, and what one can switch. */
export function CallPanel() {
  const { call: engine } = useRealtime()
  const status = useCall(describeConnection)
  const notice = useCall(({ microphone }) => describeMicrophone(microphone))
  const isSoundBlocked = useCall((call) => call.isSoundBlocked)
  return (
    <section aria-label={t`Call`} className="flex min-h-0 grow flex-col bg-surface [--avatar-ground:var(--color-rail)]">
      {notice && <CallNotice>{notice}</CallNotice>}
      {isSoundBlocked && (
        <CallNotice
          action={
            <Button size="small" onClick={() => engine.allowSound()}>
              {t`Play sound`}
            </Button>
          }
        >
          {t`Your browser holds the sound back.`}
        </CallNotice>
      )}
      <UnreachedNotice />
      <CallStage />
      <div className="flex shrink-0 flex-col items-center gap-1.5 px-3 pb-3">
        <Loneliness />
        <CallControls />
        <ConnectionDetails />
        <p role="status" className="sr-only">
          {status}
        </p>
      </div>
    </section>
  )
}

/** What somebody who is alone waits for. */
function Loneliness() {
  const isAlone = useCall(({ status, participants }) => status === 'joined' && participants.length === 1)
  const rings = useCall(({ target }) => target?.kind === 'conversation')
  const { hadOthers, isUnanswered } = useCallCompany()
  if (!isAlone) return null
  const situation = hadOthers
    ? t`Everybody else has left. Others see that you are here.`
    : !rings
      ? t`Nobody else is here yet. Others see that you are.`
      : isUnanswered
        ? t`Nobody answered. Others see that you are here.`
        : t`Calling…`
  return <p className="pb-1 text-center text-sm text-pretty text-muted">{situation}</p>
}
