import { lazy, Suspense, useEffect } from 'react'
import { create } from 'zustand'

const QuickSwitcher = lazy(() => import('./quick-switcher.tsx').then((module) => ({ default: module.QuickSwitcher })))

const useOpen = create(() => ({ open: false }))

/** Opens the quick switcher, as its key does. */
export function openQuickSwitcher(): void {
  useOpen.setState({ open: true })
}

/** The quick switcher's shortcut as it is written on this machine's keyboard. */
export const quickSwitcherKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl+K'

/** Listens for Ctrl+K or ⌘K anywhere, and shows the quick switcher. */
export function QuickSwitcherKey() {
  const { open } = useOpen()
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      useOpen.setState(({ open }) => ({ open: !open }))
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
  return <Suspense>{open && <QuickSwitcher onClose={() => useOpen.setState({ open: false })} />}</Suspense>
}
