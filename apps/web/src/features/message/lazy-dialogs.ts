import { lazyDialog } from '../../ui/lazy-part.tsx'

export const DeleteMessageDialog = lazyDialog(() =>
  import('./delete-message-dialog.tsx').then((module) => module.DeleteMessageDialog),
)
