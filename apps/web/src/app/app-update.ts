import { create } from 'zustand'

const useUpdate = create<{ isReady: boolean }>(() => ({ isReady: false }))

/** Whether a newer build of the client is there than the one that is open. */
export function useIsUpdateReady(): boolean {
  return useUpdate(({ isReady }) => isReady)
}

let registration: ServiceWorkerRegistration | undefined

/** Asks whether there is a newer build; called when there may be. */
export function lookForUpdate(): void {
  // Without the network there is none to be had.
  registration?.update().catch(() => undefined)
}

/** Installs the service worker, where the browser has them: over HTTPS. */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ type?: string; entry?: string }>) => {
    if (data.type !== 'build') return
    const isThis = document.querySelector(`script[src="${data.entry}"]`) !== null
    useUpdate.setState({ isReady: !isThis })
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') lookForUpdate()
  })
  try {
    registration = await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' })
  } catch {
    // Switched off in this browser: everything works but for offline and notifications.
  }
}
