import { lazyDialog } from '../../ui/lazy-part.tsx'

export const InviteDialog = lazyDialog(() => import('./invite-dialog.tsx').then((module) => module.InviteDialog))
