import { useEffect, useEffectEvent } from 'react'

/** Closes a panel whose page is gone or out of sight: it must not be open still when one comes back to that. */
export function useCloseWhenLeft(onClose: () => void): void {
  const close = useEffectEvent(onClose)
  useEffect(() => () => close(), [])
}
