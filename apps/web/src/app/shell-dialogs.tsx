import { create } from 'zustand'
import { lazyPart } from '../ui/lazy-part.tsx'

const QuickSwitcher = lazyPart(() => import('./quick-switcher.tsx').then((module) => module.QuickSwitcher))
const ShortcutSheet = lazyPart(() => import('./shortcut-sheet.tsx').then((module) => module.ShortcutSheet))

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
    <>
      {open === 'quick-switcher' && <QuickSwitcher onClose={close} onLoadFailed={close} />}
      {open === 'shortcuts' && <ShortcutSheet onClose={close} onLoadFailed={close} />}
    </>
  )
}
