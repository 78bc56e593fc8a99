import { t } from '@lingui/core/macro'
import { WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Banner } from '../../ui/banner.tsx'

function subscribe(notify: () => void): () => void {
  addEventListener('online', notify)
  addEventListener('offline', notify)
  return () => {
    removeEventListener('online', notify)
    removeEventListener('offline', notify)
  }
}

/** Says so while the device has no network: nothing that is sent now would arrive. */
export function OfflineNotice() {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  if (isOnline) return null
  return (
    <Banner tone="warning" icon={<WifiOff aria-hidden />} className="mb-5 rounded-lg">
      {t`You are offline. This works again when your connection is back.`}
    </Banner>
  )
}
