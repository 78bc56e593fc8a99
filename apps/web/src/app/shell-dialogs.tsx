import { lazy, Suspense } from 'react'
import { create } from 'zustand'

const QuickSwitcher = lazy(() => import('./quick-switcher.tsx').then(({ QuickSwitcher: part }) => ({ default: part })))
const ShortcutSheet = lazy(() => import('./shortcut-sheet.tsx').then(({ ShortcutSheet: part }) => ({ default: part })))

type ShellDialog = 'quick-switcher' | 'shortcuts'

const useOpenDialog = create<{ open: ShellDialog | undefined }>(() => ({ open: undefined }))

/** Opens one of the dialogs that are at hand everywhere; the same one again closes it. */
export function toggleShellDialog(name: ShellDialog): void {
  useOpenDialog.setState(({ open }) => ({ open: open === name ? undefined : name }))
}

/** The dialogs that are at hand everywhere. Their code comes when they are asked for. */
export function ShellDialogs() {
  const { open } = useOpenDialog()
  const close = () => useOpenDialog.setState({ open: undefined })
  return (
    <Suspense>
      {open === 'quick-switcher' && <QuickSwitcher onClose={close} />}
      {open === 'shortcuts' && <ShortcutSheet onClose={close} />}
    </Suspense>
  )
}
