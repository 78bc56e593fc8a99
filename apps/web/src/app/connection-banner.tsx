import { t } from '@lingui/core/macro'
import { CloudOff, RefreshCw, Sparkles } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useConnection } from '../realtime/connection-state.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { lookForUpdate, useIsUpdateReady } from './app-update.ts'

/**
 * A blip that heals within this many milliseconds is nobody's concern. A first connection has longer: the page is shown
 * before it, and a banner would move all of it.
 */
const PATIENCE = 2_500
const FIRST_PATIENCE = 10_000

/** Says quietly that the live connection is away and that nothing is lost, or that there is a newer Parley. */
export function ConnectionBanner() {
  const { status } = useConnection()
  const isUpdateReady = useIsUpdateReady()
  const [impatient, setImpatient] = useState(false)
  useEffect(() => {
    if (status === 'online') {
      // The app may be back because it was renewed.
      lookForUpdate()
      return setImpatient(false)
    }
    const timer = setTimeout(() => setImpatient(true), status === 'connecting' ? FIRST_PATIENCE : PATIENCE)
    return () => clearTimeout(timer)
  }, [status])

  if (status === 'offline') {
    return (
      <Banner tone="warning" icon={<CloudOff aria-hidden />}>
        {t`You are offline. What you write is kept and sent when you are back.`}
      </Banner>
    )
  }
  if (status !== 'online' && impatient) {
    return (
      <Banner tone="warning" icon={<RefreshCw aria-hidden className="animate-spin" />}>
        {status === 'connecting'
          ? t`Connecting…`
          : t`Connection lost. Trying again; what you write is kept and sent afterwards.`}
      </Banner>
    )
  }
  if (!isUpdateReady) return null
  return (
    <Banner
      icon={<Sparkles aria-hidden />}
      action={<Button size="small" onClick={() => location.reload()}>{t`Reload`}</Button>}
    >
      {t`A new version of Parley is ready.`}
    </Banner>
  )
}
