import { useSyncExternalStore } from 'react'

function subscribe(notify: () => void): () => void {
  addEventListener('focus', notify)
  addEventListener('blur', notify)
  document.addEventListener('visibilitychange', notify)
  return () => {
    removeEventListener('focus', notify)
    removeEventListener('blur', notify)
    document.removeEventListener('visibilitychange', notify)
  }
}

/** Whether the person looks at this page: it is visible and has the focus. */
export const isPageActive = () => document.visibilityState === 'visible' && document.hasFocus()

/** {@link isPageActive}, followed. */
export function usePageActive(): boolean {
  return useSyncExternalStore(subscribe, isPageActive)
}
