import { CloudOff, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useConnection } from '../realtime/connection-state.ts'
import { Banner } from '../ui/banner.tsx'

/** A blip that heals within this many milliseconds is nobody's concern. */
const patience = 2_500

/** Says quietly that the live connection is away, and that nothing is lost. */
export function ConnectionBanner() {
  const { status } = useConnection()
  const [impatient, setImpatient] = useState(false)
  useEffect(() => {
    if (status === 'online') return setImpatient(false)
    const timer = setTimeout(() => setImpatient(true), patience)
    return () => clearTimeout(timer)
  }, [status])

  if (status === 'offline') {
    return (
      <Banner tone="warning" icon={<CloudOff aria-hidden />}>
        You are offline. What you write is kept and sent when you are back.
      </Banner>
    )
  }
  if (status === 'online' || !impatient) return null
  return (
    <Banner tone="warning" icon={<RefreshCw aria-hidden className="animate-spin" />}>
      {status === 'connecting'
        ? 'Connecting…'
        : 'Connection lost. Trying again; what you write is kept and sent afterwards.'}
    </Banner>
  )
}
