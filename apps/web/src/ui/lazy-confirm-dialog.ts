import { lazyDialog } from './lazy-part.tsx'

export const ConfirmDialog = lazyDialog(() => import('./confirm-dialog.tsx').then((module) => module.ConfirmDialog))
