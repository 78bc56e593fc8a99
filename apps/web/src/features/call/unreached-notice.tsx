import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { isolate } from '../../app/isolate.ts'
import { settingsPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { CallNotice } from './call-notice.tsx'
import { useCall } from './engine/call-store.ts'

/** Milliseconds that finding a path may take. */
const PATIENCE = 10_000

/** Says who is in the call and cannot be reached, and where to see why. */
export function UnreachedNotice() {
  const peers = useCall((call) => call.peers)
  const participants = useCall((call) => call.participants)
  const unreached = participants.filter(
    ({ id, reconnecting }) => !reconnecting && (peers[id] === 'connecting' || peers[id] === 'lost'),
  )
  const ids = unreached.map(({ id }) => id).join()
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (ids === '') return
    const timer = setTimeout(() => setLate(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [ids])
  if (!isLate) return null
  const names = new Intl.ListFormat(i18n.locale).format(unreached.map(({ user }) => isolate(user.displayName)))
  return (
    <CallNotice
      action={
        <Link to={settingsPath('call-check')} className={buttonClass({ size: 'small' })}>
          {t`Check`}
        </Link>
      }
    >
      {t`No way to ${names} has been found yet. The call check shows what is in between.`}
    </CallNotice>
  )
}
