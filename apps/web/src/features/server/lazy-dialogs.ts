import { lazyDialog } from '../../ui/lazy-part.tsx'

export const AddServerDialog = lazyDialog(() =>
  import('./add-server-dialog.tsx').then((module) => module.AddServerDialog),
)
export const LeaveServerDialog = lazyDialog(() =>
  import('./leave-server-dialog.tsx').then((module) => module.LeaveServerDialog),
)
